"""Support cases: who asked for help, what they agreed to, who works with them, and how it went."""
