"""Public instruments of mental health: what they ask, and how their answers are scored and banded."""
