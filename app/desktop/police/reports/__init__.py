"""The reports register on the screen: what is special to it. The screens are assembled in app/desktop/records.

declared.REPORT_PAGES   the list, the opened report, its steps: what the shared screens are assembled from
list_columns, list_words              columns and orders; how states, limits and flags read
detail_*                              head, facts, limits, the sealed reporter, what belongs to a report
steps_*, form_fields                  what a step asks for, says beforehand, and does
form, form_*                          the intake form: limits and look-alikes beside it, saving, sealing
drafts, work, finder                  its drafts; what it gives to the day's work and to Ctrl+K
page.reports(desk)                    the screen as the shell makes it
"""
