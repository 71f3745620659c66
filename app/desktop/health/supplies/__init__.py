"""The screens of the supplies: items with their batches, movements by keyboard, the day's work."""
