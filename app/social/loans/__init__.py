"""The loans that help somebody to another livelihood: what is due when, what was paid, what is late."""
