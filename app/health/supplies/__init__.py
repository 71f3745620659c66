"""What the station hands out and what it still has: items, batches, movements. Nobody's name or code is in it."""
