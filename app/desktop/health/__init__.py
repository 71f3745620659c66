"""The screens of the health station: a folder for each record type."""
