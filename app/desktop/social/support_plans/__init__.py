"""The support plan on a case's page: how it reads, how it is written, its acts, what it gives to the day's work.

case_part.SUPPORT_PLANS   what the page of a case takes (app/desktop/records/page_parts.py)
section, form, fields     how the plan reads, and is written with the client
steps, answers            agreeing, reviewing, ending, what became of an action
"""
