"""Backups as people see them: copies on another place, trying them out, going back to one."""
