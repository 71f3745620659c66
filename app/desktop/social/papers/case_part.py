"""Which papers can a case have now? Offered on its page (Ctrl+P); letters and the person's copy ask first."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.common.i18n import N_, tr
from app.common.papers import Paper
from app.common.permissions import may
from app.common.steps import Possible
from app.desktop.documents import Offer, ask
from app.desktop.records import step_dialog
from app.desktop.records.page_parts import PagePart
from app.desktop.records.record_type import Then
from app.desktop.social.papers.steps import COPY, LABELS, REFERRAL, STEPS
from app.social.cases import rules
from app.social.cases.rules import Standing
from app.social.cases.values import CaseDetail
from app.social.papers import kinds, letters, services
from app.social.papers.kinds import NAMES
from app.vault.errors import AppError, Refused
from app.vault.session import Session

KEY = "papers"


@dataclass(frozen=True)
class Papers:
    """What can be printed: the kinds, and whether there is a consent to a referral."""

    kinds: tuple[str, ...] = ()
    agreed: bool = False


def read(session: Session, case_id: int) -> Papers:
    """Off the window's thread."""
    if not may(session, "cases.print"):
        return Papers()
    return Papers(services.possible(session, case_id), bool(letters.agreed(session, case_id)))


def _offered(session: Session, detail: CaseDetail, found: Papers) -> list[Possible]:
    made: list[Possible] = []
    why_not = rules.why_not_act(Standing(detail.state, detail.worker_id), "reveal", session.account)
    if found.kinds:
        made.append(Possible("print", N_("Print papers"), (), why_not))
        made.append(Possible(REFERRAL, LABELS[REFERRAL], (), why_not or _without_consent(found)))
    if detail.state in rules.ACTS["reveal"].states and may(session, "cases.copy"):
        made.append(Possible(COPY, LABELS[COPY], (), why_not))
    return made


def _without_consent(found: Papers) -> AppError | None:
    if found.agreed:
        return None
    return Refused(N_("The person has not agreed yet that anybody else hears of them. Ask, and record the answer."))


def _make(session: Session, case_id: int, kind: str, _reason: str) -> list[Paper]:
    return [services.make(session, case_id, kind)]


def _print(page: QWidget, session: Session, detail: CaseDetail, then: Then) -> None:
    offers = [
        Offer(kind, NAMES[kind], partial(_make, session, detail.id, kind))
        for kind in services.possible(session, detail.id)
    ]
    if offers:
        dialog = ask(page, tr("Print: {number}", number=detail.code), offers)
        dialog.finished.connect(lambda _code: then(None))


def _asking(name: str, kind: str, one: Any) -> Any:
    """An act that asks first, then offers the paper made of what was answered."""

    def act(page: QWidget, session: Session, detail: CaseDetail, then: Then) -> None:
        def asked(answer: Any) -> None:
            def make(_reason: str) -> list[Paper]:
                return [one(session, detail.id, answer)]

            title = tr("{document}: {number}", document=tr(NAMES[kind]), number=detail.code)
            ask(page, title, [Offer(kind, NAMES[kind], make)]).finished.connect(lambda _code: then(None))

        step_dialog.ask(page, session, detail, name, STEPS, asked)

    return act


def _no_sections(_session: Session, _pane: Any) -> Sequence[Any]:
    return ()


PAPERS_PART = PagePart(
    key=KEY,
    read=read,
    sections=_no_sections,
    offered=_offered,
    acts={
        "print": _print,
        REFERRAL: _asking(REFERRAL, kinds.REFERRAL, letters.referral),
        COPY: _asking(COPY, kinds.COPY, services.own_copy),
    },
    icons={"print": "print", REFERRAL: "transfer", COPY: "print"},
)
