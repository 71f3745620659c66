"""Screening tests: consent before each, the sample, the result that goes to the client alone, and who told it."""
