"""The window: theme, shared widgets, shell, and one folder of screens per unit. Qt lives here only."""
