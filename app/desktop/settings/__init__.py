"""What a person sets up: how the app looks, who works in it, what was done, backups, the office's own rules."""
