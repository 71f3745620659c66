"""The screens of support cases: a folder for each record type."""
