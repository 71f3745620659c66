"""The reports register on the screen: the list beside the opened report, the day's work, search, forms, steps.

Who calls whom, and with what:

    page.ReportsPage        list and detail side by side; the one place that opens forms and steps
    list_pane.ListPane      chosen(row), opened(id), new_chosen(), step_chosen(id, name), act_chosen(id, name)
    detail_pane.DetailPane  step_chosen(id, name), act_chosen(id, name), edit_chosen(id), report_asked(id)
    steps.ask(parent, session, detail, step_name)        -> a dialog with the signal done(Changed)
    steps.ask_act(parent, session, detail, act_name)     -> the same, for rules.ACTS
    form.open_form(parent, session, detail=None, draft=None) -> a window or page with the signal done(Changed)

After any change the page hands the `Changed` value to `acts_changes.Changes.tell`, and every open view that was
given the same object refreshes itself.
"""
