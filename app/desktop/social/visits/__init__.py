"""Follow-up visits: their register, and what a case's page shows of them.

declared.VISITS      the list, the opened visit, its acts;  page   the week beside it
case_part.VISITS_PART   what the page of a case takes (app/desktop/records/page_parts.py)
steps, acting        what an act asks for and does;  work, finder   the day's work and Ctrl+K
"""
