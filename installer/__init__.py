"""Set-up for developers and offices: from a machine that has only Python to the running app."""
