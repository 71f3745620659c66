"""The loans on the screen: what is special to them. The screens come from app/desktop/records.

declared.LOANS            the list, the opened loan, its steps;   case_part.LOANS_PART   the loans on a case's page
columns, sections         how the list and the page read;   schedule_table, picture   what is due, and what is left
steps, steps_terms        what a step asks for;   schedule_entry   the lender's own schedule, typed or pasted
form, drafts              the application;   work, finder   the day's work and Ctrl+K
"""
