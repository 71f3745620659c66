"""The widgets that screens are made of. One line each; the rules first.

Words: captions that stay are English sources marked `N_("…")`; the widget shows them through `tr` and follows
the language. Values of records and passing messages are given as they are to be shown (`tr("…", …)`).
Work: nothing slow on the window's thread: `app.desktop.background.run` / `Latest`. Errors: raise AppError,
let `run` show it, or `show_problem(self, error)`. A screen takes callables and gives signals with values.

texts, buttons   label(N_("Content"), "section"|"label"|"muted"|"small"|"title"); text_label(record_text)
                 button(N_("Print"), "primary"|"danger"|"quiet"|"link", "print", clicked=f)
                 step_button(N_("Accept the report"), clicked=f)         the one next step of a page
                 icon_button("edit", N_("Edit"), clicked=f)              tool tip = accessible name
                 surface("surface"|"card"|"rule")
page             PageHeader(N_("Reports"), N_("…")).add(chip, button);  .set_title(number, under)
                 Facts().show_facts([(N_("Village"), "Thôn Đông"), (N_("Reporter"), mask_label)])
                 ReadingArea(content)                                    scrolls, lines short enough to read
                 Breaking(words, button, …)                              buttons go under the words where it is narrow
                 Panes("reports", list, detail, shares=(2, 3))           splitter remembered
form             Form(): section(N_("…")), row(Field("name", N_("Full name"), TextField(), required=True)),
                 set_values, values, draft, dirty, errors, save() → saved(dict), show_errors(error.fields)
fields           TextField(N_("hint")), TextArea(lines=4), DateField(session.today), PasswordField()
                 PasswordField().rate(full_name)                         strength meter under it
                 ChoiceField([Choice(Kind.X, N_("…")), Choice(7, "Thôn Đông", translated=False), UNKNOWN])
                 each has value(), set_value(v), value_changed; value() raises AppError on what it cannot read
completion       edit.setCompleter(MarklessCompleter(names, edit))       "hoa" finds "Hòa"
lists            RecordTable(columns, name=tr("Reports"), key=lambda r: r.id, remember="reports")
                 Column("state", N_("State"), lambda r: tr(r.state), 120, tone=…, spans=…, icons=…,
                        sortable=True, personal=True)
                 .load(lambda after, progress: Page(rows, next_key, total))
                 signals chosen(row), opened(row), sort_asked(key, descending); rows.loaded(total)
                 CellDelegate                                            the same drawing for any QListView
                 SearchBox(N_("Search the reports")).asked(text)         after a short rest
                 FilterChips().show_filters({"state": tr("State: {name}", name=…)}); closed(key), all_closed
                 CountLabel(N_("{count} report"), N_("{count} reports")).set_count(128)
                 EmptyState("filter", N_("what"), N_("why, and what to do"), N_("Clear filters"), act)
states, privacy  StateChip(N_("Overdue"), Tone.BAD);  IconChip("child", N_("Child"))
                 privacy().hidden, privacy().changed
                 MaskLabel(text).sealed(reveal) … .unmask(text)          masked ≠ blank ≠ text
history          Timeline().show_events([Happening("05/03/2026 08:10", what, who, details, Tone.GOOD)])
conflict         Compare([Difference("content", N_("Content"), mine, theirs)], who, when).choices()
saying           Banner(text, Tone.WARN, N_("Back up now"), act).closable()
                 Toast(host).say(text, undo)                             or say(self, text, undo)
asking           Confirm(self, title, text, do=N_("Revoke access"), look="danger").then(f)
                 AskReason(self, title, text, do=N_("Show")).given(reason)
long work        run_with_progress(self, title, lambda progress: …, on_done)     progress and cancel
errors           show_problem(self, error)
remembering      ui_state().get/put("key")                               places and sizes only, never a name
"""

from app.desktop.widgets.banner import Banner
from app.desktop.widgets.breaking import Breaking
from app.desktop.widgets.cells import CellDelegate
from app.desktop.widgets.chips import CountLabel, FilterChips, IconChip, StateChip
from app.desktop.widgets.choice import UNKNOWN, Choice, ChoiceField
from app.desktop.widgets.compare import Compare, Difference
from app.desktop.widgets.completer import MarklessCompleter
from app.desktop.widgets.confirm import AskReason, Confirm
from app.desktop.widgets.date_field import DateField
from app.desktop.widgets.empty import EmptyState
from app.desktop.widgets.flow import FlowLayout
from app.desktop.widgets.form import Field, Form
from app.desktop.widgets.looks import button, icon_button, label, set_look, step_button, surface, text_label
from app.desktop.widgets.mask import MaskLabel, privacy
from app.desktop.widgets.page import Facts, PageHeader, ReadingArea
from app.desktop.widgets.paged_model import Column, Page, PagedModel
from app.desktop.widgets.panes import Panes, UiState, ui_state
from app.desktop.widgets.password import PasswordField
from app.desktop.widgets.problem import problem, show_problem
from app.desktop.widgets.progress import ProgressDialog, run_with_progress
from app.desktop.widgets.record_table import RecordTable
from app.desktop.widgets.search_box import SearchBox
from app.desktop.widgets.text_field import TextArea, TextField
from app.desktop.widgets.timeline import Happening, Timeline
from app.desktop.widgets.toast import Toast, say

__all__ = [
    "UNKNOWN",
    "AskReason",
    "Banner",
    "Breaking",
    "CellDelegate",
    "Choice",
    "ChoiceField",
    "Column",
    "Compare",
    "Confirm",
    "CountLabel",
    "DateField",
    "Difference",
    "EmptyState",
    "Facts",
    "Field",
    "FilterChips",
    "FlowLayout",
    "Form",
    "Happening",
    "IconChip",
    "MarklessCompleter",
    "MaskLabel",
    "Page",
    "PageHeader",
    "PagedModel",
    "Panes",
    "PasswordField",
    "ProgressDialog",
    "ReadingArea",
    "RecordTable",
    "SearchBox",
    "StateChip",
    "TextArea",
    "TextField",
    "Timeline",
    "Toast",
    "UiState",
    "button",
    "icon_button",
    "label",
    "privacy",
    "problem",
    "run_with_progress",
    "say",
    "set_look",
    "show_problem",
    "step_button",
    "surface",
    "text_label",
    "ui_state",
]
