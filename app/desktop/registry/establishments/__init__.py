"""The register of establishments on the screen: what is special to it. The screens come from app/desktop/records.

declared.ESTABLISHMENTS   the list, the opened establishment, its steps
columns, sections         how the list and the page read;  steps   what a step asks for and does
form, drafts              adding, changing, proposing;  work, finder   the day's work and Ctrl+K
"""
