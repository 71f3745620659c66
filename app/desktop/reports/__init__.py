"""The reports register on the screen: the list beside the opened report, the day's work, search, forms, steps.

Who calls whom, and with what:

    page.ReportsPage        list and detail side by side; the one place that opens forms and steps
    list_pane.ListPane      chosen(row), opened(id), new_chosen(), step_chosen(id, name), act_chosen(id, name)
    detail_pane.DetailPane  step_chosen(id, name), act_chosen(id, name), edit_chosen(id), report_asked(id)
    acts_dialogs            the one place where forms, steps, documents and the export are opened
    steps.ask(parent, session, detail, name).done        a step of rules.TRANSITIONS or an act of rules.ACTS
    form.open_form(parent, session, detail, draft)       a page with saved(Changed) and closed

After any change the page hands the `Changed` value to `acts_changes.Changes.tell`, and every open view that was
given the same object refreshes itself.
"""
