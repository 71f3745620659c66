"""The screens of the group sessions: a list, a page of numbers, a form, figures by month."""
