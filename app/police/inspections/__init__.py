"""Inspections of premises: a visit, from its plan over the minutes and what was found to the follow-up."""
