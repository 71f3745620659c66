"""How are needs assessed, and an assessment corrected? In the order of the paper form; digits choose the steps."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.common.dates import show_date
from app.common.i18n import N_, tr
from app.desktop.records.drafts import plain_of, put_back
from app.desktop.records.form_page import FormEntry, FormPage
from app.desktop.social.needs.drafts import ASSESS, CORRECT, DRAFTS, kept
from app.desktop.social.needs.fields import RankField, ScaleField
from app.desktop.widgets import Choice, ChoiceField, DateField, Field, Form, TextArea
from app.social.cases.values import CaseDetail
from app.social.needs import services
from app.social.needs.terms import DOMAIN_NAMES, FIELD_NAMES, Domain, steps
from app.social.needs.values import AssessmentInfo, DomainAnswer, NeedsChanged, NewAssessment
from app.vault.session import Session

YES_NO = (Choice(True, N_("Yes")), Choice(False, N_("No")))
SCALE_HELP = N_(
    "Digits 0 to 4 choose the step, “?” is unknown. The rank is the client’s own: 1 for what matters most to them."
)


def build(session: Session, last: AssessmentInfo | None, *, correcting: bool) -> Form:
    """The fields; `last` is shown beside each scale, so that what moved is seen while one asks."""
    form = Form()
    people = [Choice(who, name, translated=False) for who, name in services.assessors(session).items()]
    form.row(
        Field("assessed_on", FIELD_NAMES["assessed_on"], DateField(session.today), required=True),
        Field("assessed_by", FIELD_NAMES["assessed_by"], ChoiceField(people)),
    )
    form.row(Field("together", FIELD_NAMES["together"], ChoiceField(YES_NO), required=True))
    form.row(Field("circumstances", FIELD_NAMES["circumstances"], TextArea(lines=2)))
    form.section(N_("Needs by domain"), SCALE_HELP)
    before = {each.domain: each.level for each in last.answers} if last is not None else {}
    day = show_date(last.assessed_on) if last is not None else ""
    for domain, name in DOMAIN_NAMES.items():
        scale = ScaleField(steps()[domain], before.get(domain), day)
        form.row(
            Field(domain.value, name, scale, stretch=6),
            Field(f"priority.{domain}", N_("Client’s rank"), RankField(name)),
        )
        form.row(Field(f"facts.{domain}", N_("Facts"), _Facts(name)))
    form.section(N_("To sum up"))
    form.row(Field("summary", FIELD_NAMES["summary"], TextArea(lines=3)))
    if correcting:
        form.row(Field("reason", N_("Reason for the correction"), TextArea(lines=2), required=True))
    return form


class _Facts(TextArea):
    """The facts of one domain: a screen reader says which."""

    def __init__(self, domain: str) -> None:
        super().__init__(lines=1)
        self._domain = domain

    def set_accessible(self, name: str) -> None:
        self.setAccessibleName(tr("{domain}: {field}", domain=tr(self._domain), field=name))


def values_of(new: NewAssessment) -> dict[str, object]:
    """What the fields show of an assessment."""
    values: dict[str, object] = {
        "assessed_on": new.assessed_on,
        "assessed_by": new.assessed_by,
        "together": new.together,
        "circumstances": new.circumstances or None,
        "summary": new.summary or None,
    }
    for each in new.answers:
        values |= {
            each.domain.value: each.level,
            f"priority.{each.domain}": each.priority,
            f"facts.{each.domain}": each.facts or None,
        }
    return values


def entered(values: Mapping[str, Any]) -> NewAssessment:
    """What the fields say."""
    answers = tuple(
        DomainAnswer(
            domain,
            values.get(domain.value),
            str(values.get(f"facts.{domain}") or ""),
            values.get(f"priority.{domain}"),
        )
        for domain in Domain
    )
    return NewAssessment(
        values["assessed_on"],
        bool(values["together"]),
        answers,
        str(values.get("circumstances") or ""),
        str(values.get("summary") or ""),
        values.get("assessed_by"),
    )


# An assessment that says nothing is refused as a whole; the first domain is where one begins.
FIELD_OF = {"answers": Domain.SAFETY.value}


def assess_page(parent: QWidget | None, session: Session, detail: CaseDetail, last: AssessmentInfo | None) -> FormPage:
    """The form of a new assessment, or with what was typed before."""
    form = build(session, last, correcting=False)
    form.set_values({"assessed_on": session.today(), "assessed_by": session.account.id})
    draft = kept(session, ASSESS, detail.id)

    def save(values: Mapping[str, Any], _incomplete: bool) -> Any:
        new = entered(values)

        def work(_progress: object) -> NeedsChanged:
            return services.assess(session, detail.id, new)

        return work

    title = tr("Assess the needs: {number}", number=detail.code)
    return _page(parent, session, form, _entry(form, title, ASSESS, detail, save), draft)


def correct_page(parent: QWidget | None, session: Session, detail: CaseDetail, info: AssessmentInfo) -> FormPage:
    """The form of a correction, with the texts as they were typed."""
    form = build(session, None, correcting=True)
    form.set_values(values_of(services.entered(session, info.id)))
    named = f"{CORRECT}{info.id}"
    draft = kept(session, named, detail.id)

    def save(values: Mapping[str, Any], _incomplete: bool) -> Any:
        new, reason = entered(values), str(values["reason"])
        return lambda _progress: services.correct(session, info.id, new, reason, info.version)

    title = tr("Correct the assessment of {date}: {number}", date=show_date(info.assessed_on), number=detail.code)
    return _page(parent, session, form, _entry(form, title, named, detail, save), draft)


def _entry(form: Form, title: str, named: str, detail: CaseDetail, save: Any) -> FormEntry:
    return FormEntry(
        title=title,
        help="needs",
        form=form,
        drafts=DRAFTS,
        draft_form=named,
        record_id=str(detail.id),
        collect=partial(_collect, form, detail.code),
        save=save,
        first=lambda: "assessed_on",
        field_of=FIELD_OF,
    )


def _collect(form: Form, code: str) -> dict[str, Any]:
    return {"values": plain_of(form), "number": code, "version": 0}


def _page(parent: QWidget | None, session: Session, form: Form, entry: FormEntry, draft: Any) -> FormPage:
    if draft is not None:
        put_back(form, draft.payload.get("values", {}))
    page = FormPage(session, entry, parent)
    page.filling = False
    return page
