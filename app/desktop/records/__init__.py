"""How does a record type get its screens? It declares them; these shapes assemble them. Reports are the first user.

A screen is assembled, not programmed: columns, filters, facts, steps and drafts come from a declaration of functions
and words (`record_type.py`), and the hand-written part is what is special to that type. Nothing here knows a unit's
records: what is listed, opened, changed, kept as a draft is asked of the functions that were declared. Nobody
subclasses anything. `app/desktop/police/reports/declared.py` is the example for each line below. Words are source texts
(`N_("…")`) unless it says “as shown”.

1. The list: `RecordList` (record_type.py) makes `ListPane(session, changes, record)`
   title, name, icon     what stands above it; `count` and `show` are pairs (for one, for many)
   columns(session, words) → [Column]    `words()` are those of the quick search, for marking hits
   main, given_up   the key of the one `stretch` column; what a narrow list gives up, in order. Where the main column
                would keep no room for 24 letters it becomes the second line of each row
   orders, usual         column's key → (ascending, descending or None); the usual (column, order)
   everything   the empty filter: a frozen dataclass with `text`, perhaps `in_bin`, to_json() and from_json(plain)
   fields                what it can be narrowed to (filter_fields.py): each is a chip, and a place in the panel
       Several("kinds", N_("Kind"), KIND_NAMES)                a frozenset: check boxes
       OneOf("village_id", N_("Village"), villages)            villages(session) → [(value, as shown)]: a combo box
       Day("received_from", N_("Received from"), N_("Received from {date}"))
       Switch("overdue", N_("Overdue"))                        yes or no
       Named("establishment_id", name_of, N_("At {name}"))     set by another screen: a chip only
   page(session, where, order, after, limit) → has rows and next;  total(session, where) → int
   note(session, words, found)           the words one settles on, for the audit
   saved                 where named filters are kept: SavedIn(read, keep, forget)
   empty                 Empty(…): what an empty list says, and what to do
   new(session)          the label of the button above the list (Ctrl+N), "" where this person makes none
   open_action           the permission to open a record; viewers without it see the list only
   alike, verbs, tip     a row's menu (“show only”, what can be done: `usual_verbs`), and what a cell says at rest
   export                Export(kind, action, file, said) or None
   A row has `id` and `number`; `next_step` and `removed` where the type has such things.

2. The opened record: `RecordDetail` makes `DetailPane(session, changes, record)`
   open(session, id), read(session, id)  the first is audited, the second not; both give what the sections show
   detail_of(opened) → detail   has id, number; next_step, steps, acts (Possible of the rules), undoable, timeline
   head(detail, today) → Head            number, the line under it, chips
   notices(detail) → [(Tone, as shown)]  what must be known before reading on
   sections(session, pane) → [Section]   made once: Section(title, widget, show); show(opened) fills it and says whether
                         there is anything; at_head=True stands under the chips. Ready: text_section, facts_section,
                         files_section, timeline_section (sections.py), Lines (lines.py), VersionCompare (versions.py)
   menu                  Menu(icons, groups, keys, also): how steps and acts stand under “More”
   undo(session, id, event_id) → changed, or None

3. Steps: `RecordSteps` makes `StepDialog`; step_dialog.ask(parent, session, detail, name, steps).done.connect(…)
   label(name), meanings, about          what it is called; what it means, a sentence; what to know before: [Fact]
   needs(detail, name)                   from the rules table;  also(session, detail, name): what it may take beside
   fields                                need → put(form, asked, required): puts its field or fields into the form
   read(session, detail, name) → asked   the lists that the fields draw on
   do(session, detail, name, values) → changed       raises Invalid (shown at the fields), Conflict, Refused
   check(name, values) → {field: Invalid}            what no single field can know
   prefix, drafts   the form names of its drafts ("inspection_step:"); DraftsIn(save, delete, read)

4. The form: `FormPage(entry)` (form_page.py); its `FormEntry` says what is asked, how a draft is kept, how to save:
   save(values, incomplete) → work(progress) or None (nothing changed);  stored(page, result) → changed
   The page keeps the draft, closes (Esc), discards with undo, saves as incomplete, says errors at the fields.
   conflict.resolve(parent, Mine(…), error, done) shows both versions side by side.

5. All of it: `RecordType(key, help, list, detail, …)` makes `RecordsPage(session, changes, record)`; in screens.py
       Screen("inspections", N_("Inspections"), "calendar", by("inspections.page", "inspections"), POLICE, …)
   with `def inspections(desk): return records_page(desk, INSPECTIONS)`. `changed` is the class of what its services
   give back and `id_of` takes the record's id out of it, so that each open view knows whether a change concerns it.
   Verbs of the page: open(id), step(id, name), act(id, name), new(), show_filtered(where), resume_draft(draft).

6. The day's work (app/desktop/today/): each type has a `Source` (source.py), and one line in `screens.WORK`:
       Part("inspections", "inspections.work", "INSPECTION_WORK")    the screen's key, and where the source is found
   read(session) asks off the window's thread; show(session, read) → Work(groups, drafts, late, due) puts it into
   words; new(session) → (label, Lead) or None. Group(key, title, tone, lines, count, all, button): the keys OVERDUE,
   TODAY, BROUGHT and WEEK are shared; groups of several types with the same key stand under one head.
   Line(title, words, lead, chip, next).

7. Ctrl+K: each type has a `Finder(find, note)` (search.py), and one line in `screens.FINDERS`, the same way.
   find(session) → find(words, progress) → [Found(…, target=Lead(…))]; note(session, words) is for the audit.

8. What belongs to a record and stands on its page (a case's plan, visits, loans) is a `PagePart` (page_parts.py).

A `Lead(place, verb, values)` (leads.py) is how any screen leads to another: Lead("inspections", "open", (17,)).
Fields for every form: fields.py (HourField, TickField, OrUnknown with NOT_KNOWN, EnterMovesOn), fields_more.py
(FilesField, EstablishmentField, CatalogueField). Drafts: drafts.py (DraftKeeper, plain_of, put_back). Changes:
changes.py, `changes_of(desk).tell(changed or None)`. Keys: keys.py, add_key(screen, "F2", N_("Edit"), act).
"""
