"""How is a report taken in, changed while it is open, or corrected when it is locked? What is special to its form.

ReportForm(session).page                        a new one (Ctrl+N)
ReportForm(session, report_id).page             F2: changes an open report, corrects a locked one
ReportForm(session, draft=draft).page           goes on with a draft
"""

import secrets
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.common.dates import office_time
from app.common.drafts import Draft
from app.common.i18n import N_, tr
from app.desktop.background import Progress, run
from app.desktop.police.reports import form_layout, form_values
from app.desktop.police.reports.drafts import CORRECT, DRAFTS, EDIT, NEW
from app.desktop.police.reports.form_reveal import ask_reveal
from app.desktop.police.reports.form_saving import Saved, Saving, tell
from app.desktop.police.reports.form_side import SidePanel
from app.desktop.police.reports.form_watch import Watch
from app.desktop.records.drafts import NOT_KNOWN, from_plain, plain_of, put_back
from app.desktop.records.fields_more import EstablishmentField
from app.desktop.records.form_page import FormEntry, FormPage, Work
from app.desktop.theme import Tone
from app.desktop.widgets import Banner
from app.police.reports import services
from app.police.reports.rules import LOCKED
from app.police.reports.services_review import CORRECTABLE_OUTCOME
from app.police.reports.terms import ReporterForm, Urgency
from app.police.reports.values import Changed, NewReport, ReportDetail, Reporter
from app.vault.session import Session

CORRECTING = N_("The facts of this report are locked. Your correction is a new version; the old one is kept with it.")
FIELD_OF = {"establishment_id": "establishment", "establishment_name": "establishment", "respondent": "respondent_name"}


class ReportForm:
    """Knows what was before, what may be seen of the reporter, and what is saved; the page is the shared one."""

    def __init__(
        self,
        session: Session,
        report_id: int | None = None,
        draft: Draft | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self._session = session
        if draft is not None and draft.form in (EDIT, CORRECT):
            report_id = int(draft.record_id)
        self._detail = services.read_again(session, report_id) if report_id is not None else None
        self._correcting = self._detail is not None and self._detail.state in LOCKED
        self._reporter_known = self._detail is None or self._detail.reporter is not None
        self._lists = form_values.read_lists(session, self._detail)
        self._before = form_values.of_detail(self._detail) if self._detail else None
        outcome = CORRECTABLE_OUTCOME
        self._outcome = {name: getattr(self._detail, name) for name in outcome} if self._detail else {}
        self.layout = form_layout.build(session, self._lists, self._detail, CORRECTING if self._correcting else "")
        self.form, self.side = self.layout.form, SidePanel()
        self._saving = Saving(session, self._detail, self._correcting)
        self.page = FormPage(session, self._entry(draft), parent)
        if not self._reporter_known:
            text = tr("The reporter's identity is sealed. It stays as it is unless you show it, with a reason.")
            self._sealed = Banner(text, Tone.INFO, N_("Show…"), lambda: ask_reveal(self.page, self.reveal))
            self.page.put_in(self._sealed, after=self.layout.seal_notice)
        self._fill(draft)
        places = self.form.field("establishment").editor
        if isinstance(places, EstablishmentField):
            places.chosen.connect(self._place_chosen)
        if self._detail is None:
            self._watch = Watch(session, self.form, self.side)

    def _entry(self, draft: Draft | None) -> FormEntry:
        detail = self._detail
        if detail is not None:
            record_id = str(detail.id)
        else:
            record_id = draft.record_id if draft is not None else f"new-{secrets.token_hex(6)}"
        return FormEntry(
            title=self._title(),
            help="report-form",
            form=self.form,
            drafts=DRAFTS,
            draft_form=NEW if detail is None else CORRECT if self._correcting else EDIT,
            record_id=record_id,
            collect=self._payload,
            save=self._save,
            stored=self._stored,
            mine=lambda _error: self._mine(),
            adapt=self._adapt,
            first=lambda: "reason" if self._correcting else "kind" if detail is None else "received_on",
            side=self.side if detail is None else None,
            partly=not self._correcting,
            needed_anyway=frozenset({"kind", "received_on", "reason"}),
            field_of=FIELD_OF,
            owner=self,
        )

    def _title(self) -> str:
        if self._detail is None:
            return tr("New report")
        number = self._detail.number
        return tr("Correct {number}", number=number) if self._correcting else tr("Change {number}", number=number)

    def _fill(self, draft: Draft | None) -> None:
        if self._before is not None:
            values = form_values.as_fields(self._before)
            values |= self._outcome
        else:
            now = office_time(self._session.clock())
            values = {
                "instance": 1,
                "received_on": now.date(),
                "received_time": now.time().replace(second=0, microsecond=0),
                "reporter_form": ReporterForm.NAMED,
                "urgency": Urgency.NORMAL,
                "officer": form_values.NOBODY,
            }
        self.form.set_values(values)
        self._began_with = self._plain()
        if draft is not None:
            self._take_draft(draft)
        self._adapt()
        self.page.filling = False

    def _take_draft(self, draft: Draft) -> None:
        plain: Mapping[str, Any] = draft.payload.get("values", {})
        put_back(self.form, plain)
        if self._detail is not None and draft.payload.get("version") != self._detail.version:
            text = tr("This report was saved since the draft was kept. Saving compares both versions.")
            self.page.put_in(Banner(text, Tone.WARN))
            self._saving.version = int(draft.payload.get("version") or 0)
            self._go_back_to(draft.payload.get("began_with", {}))
        self.page.keeper.touch()

    def _go_back_to(self, plain: Mapping[str, Any]) -> None:
        """The draft was begun on an earlier version: only against that one is it known who changed what since."""
        assert self._before is not None
        self._began_with = dict(plain)
        newest = self._before
        was = {name: from_plain(value) for name, value in plain.items()}
        was |= {"kind": newest.kind, "instance": newest.instance}
        self._before = form_values.entered(was, incomplete=newest.incomplete)
        self._outcome = {name: was.get(name) or "" for name in CORRECTABLE_OUTCOME}
        if not self._reporter_known:
            self._before = replace(self._before, reporter=newest.reporter)

    # --- while typing ---------------------------------------------------------------------------------

    def _adapt(self) -> None:
        form_layout.adapt(
            self.layout,
            self.form.draft(),
            editing=self._detail is not None,
            reporter_known=self._reporter_known,
        )

    def _place_chosen(self, place: Any) -> None:
        """Premises of the register bring their village and address along, where nothing was said yet."""
        values = self.form.draft()
        if place.village_id is not None and values.get("village_id") is None:
            self.form.field("village_id").editor.set_value(place.village_id)
        if place.address and not values.get("address"):
            self.form.field("address").editor.set_value(place.address)

    def _payload(self) -> dict[str, Any]:
        return {
            "values": self._plain(),
            "began_with": self._began_with if self._detail else {},
            "number": self._detail.number if self._detail else "",
            "version": self._saving.version,
        }

    def _plain(self) -> dict[str, Any]:
        """Of a sealed reporter that nobody was shown, nothing is kept."""
        return plain_of(self.form, lambda name: not self._reporter_known and name.startswith("reporter"))

    # --- saving ---------------------------------------------------------------------------------------

    def _save(self, values: Mapping[str, Any], incomplete: bool) -> Work | None:
        values = dict(values)
        if self._before is not None:
            values |= {"kind": self._before.kind, "instance": self._before.instance}
        new = form_values.entered(values, incomplete=incomplete)
        if self._detail is None:
            files = tuple(str(each) for each in values.get("files") or ())
            return partial(self._take_in, new, files, self.side.linked())
        assert self._before is not None
        found = form_values.changes(self._before, new, reporter_known=self._reporter_known)
        found |= {
            name: values[name]
            for name in CORRECTABLE_OUTCOME
            if self._correcting and name in values and values[name] != self._outcome[name]
        }
        return partial(self._change, found, str(values.get("reason") or "")) if found else None

    def _take_in(self, new: NewReport, files: tuple[str, ...], links: list[int], _progress: Progress) -> Saved:
        return self._saving.take_in(new, files, links)

    def _change(self, found: dict[str, object], reason: str, _progress: Progress) -> Saved:
        return self._saving.change(found, reason)

    def _stored(self, page: FormPage, done: Saved) -> Changed:
        if done.after is not None:
            tell(page, self._session, done)
        return done.changed

    def _mine(self) -> Any:
        assert self._before is not None
        return self._saving.mine(self._before, self._outcome, self._lists)

    # --- a sealed reporter ----------------------------------------------------------------------------

    def reveal(self, reason: str) -> None:
        """Show the sealed reporter for a reason that is kept."""
        assert self._detail is not None
        number, session = self._detail.id, self._session
        run(self.page, lambda _p: services.reveal_reporter(session, number, reason), self._revealed)

    def _revealed(self, reporter: Reporter) -> None:
        assert self._before is not None
        self._before = replace(self._before, reporter=reporter)
        self._reporter_known = True
        self._sealed.hide()
        for name, value in form_values.reporter_fields(reporter).items():
            shown = NOT_KNOWN if name in self._before.unknown else value
            self.form.field(name).editor.set_value(shown)
        self._adapt()
        self.form.go_to("reporter_form")


def form_page(
    parent: QWidget, session: Session, detail: ReportDetail | None = None, draft: Draft | None = None
) -> FormPage:
    """The form for a new report, for this one, or for a draft."""
    return ReportForm(session, detail.id if detail is not None else None, draft, parent).page
