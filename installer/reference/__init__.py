"""Makes the reference files that ship with the app. Run by a developer, never by an office."""
