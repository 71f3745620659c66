"""The verbs: unattended work through the same services as the window."""
