"""Counselling sessions: when and how long, about what, which instruments were taken, what was agreed."""
