"""The screens of what all units share: a folder for each record type."""
