"""What does set-up say when it cannot go on?"""

from __future__ import annotations


class SetupProblem(Exception):
    """One sentence or two for the person at the terminal: what is missing, and what to do about it."""
