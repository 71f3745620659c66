"""How is a record type declared? A tuple of fields, each said once, and what follows from them.

    ACTIVITIES = Records(
        "activities", Compartment.REGISTRY, Activity, ActivityEntry,
        fields=(
            Day("held_on", N_("Held on"), audit=CLEAR, required=True, column=96, export=13, documents=BOTH,
                filter=Between("held_from", "held_to", ...), headings=("Ngày",)),
            Coded("form", N_("Form"), FORM_NAMES, audit=CLEAR, column=140, export=20, filter=AnyOf("forms")),
            Text("note", N_("Note"), audit=LOCKED),
        ),
        orders=ORDERS, usual=Sort.NEWEST, may=May(list="activities.list", enter="activities.enter"),
    )

What a field does not name, it does not do: it has no column, is in no document, leaves the vault in no export. `audit`
has no default: in the clear, locked, or silent.

    fields.py       the kinds of fields: how a value is stored, told to scripts, shown to people
    narrowing.py    how a list is narrowed by a field: any of some codes, between two days, …
    declared.py     `Records`: fields, orders, permissions, and what is put together of them once per type
    filters.py      the filter with its saved form, the conditions of `--filter`, the terms of the query
    listing.py      pages, counts, one by its number, the quick search
    indexed.py      the search of a type that has its words in the full-text index
    documents.py    `list` and `show` documents, export columns
    entering.py     an entry and a row: checked, written, read back
    ledger.py       a record opened, changed, its event noted, audited, taken back
    wording.py      words of the audit, of timelines and comparisons
    kind.py         the `Kind` that the verbs and exports use

A type leaves the shape at any point by giving its own function there; nothing is inherited and nothing is evaluated.
Screens come from the same declaration through `app/desktop/records/declared.py`.
"""
