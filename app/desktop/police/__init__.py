"""The screens of the commune police: a folder for each record type."""
