"""The window for support cases: what is special to them. The screens come from app/desktop/records.

declared.CASES      the list, the opened case, its steps;  page  where the shell finds it
parts.PARTS         what belongs to a case and stands on its page: needs, plan, services, loans, visits
columns, words      how the list reads;  sections, person, consents  how the page reads
steps, revealing    what a step or an act asks for and does;  form  intake, editing, correcting
work, finder        the day's work and Ctrl+K;  keeping, caseload  the lead's pages
"""
