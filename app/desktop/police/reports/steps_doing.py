"""What is done with what a person entered for a step or an act? One line each: the service it goes to."""

import mimetypes
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from app.common.attachments import several
from app.common.i18n import N_
from app.desktop.police.reports.steps_fields import TOLD
from app.police.reports import services, services_files, services_limits, services_review
from app.police.reports.rules import StepFacts
from app.police.reports.terms import Classification, ReportKind
from app.police.reports.values import Changed, ReportDetail
from app.vault.errors import Invalid
from app.vault.session import Session

Values = Mapping[str, Any]
Doing = Callable[[Session, ReportDetail, Values], Changed]


def do(session: Session, detail: ReportDetail, name: str, values: Values) -> Changed:
    """Do it, against the version of the report that the person saw. Raises Conflict, Invalid, Refused."""
    if name in DOINGS:
        return DOINGS[name](session, detail, values)
    return services.take_step(session, detail.id, name, facts(values), detail.version)


def facts(values: Values) -> StepFacts:
    """What was entered, as the rules ask for it."""
    told = values.get("notice") == TOLD
    return StepFacts(
        officer_id=values.get("officer") or None,
        decline_ground=_text(values, "decline_ground"),
        authority=_text(values, "authority"),
        verification_result=_text(values, "verification_result"),
        classification=Classification(values["classification"]) if values.get("classification") else None,
        handling=_text(values, "handling"),
        notice_on=values.get("notice_on") if told else None,
        notice_how=_text(values, "notice_how") if told else "",
        no_notice_reason="" if told else _text(values, "no_notice_reason"),
        reason=_text(values, "reason"),
        note=_text(values, "note"),
    )


def _text(values: Values, name: str) -> str:
    return str(values.get(name) or "")


def _assign(session: Session, detail: ReportDetail, values: Values) -> Changed:
    return services.assign(session, detail.id, values["officer"], _text(values, "note"))


def _reclassify(session: Session, detail: ReportDetail, values: Values) -> Changed:
    kind = ReportKind(values["kind"])
    instance = int(values.get("instance") or 1) if kind is ReportKind.COMPLAINT else 1
    return services_review.reclassify(session, detail.id, kind, _text(values, "reason"), instance, detail.version)


def _extend(session: Session, detail: ReportDetail, values: Values) -> Changed:
    return services_limits.extend(session, detail.id, _text(values, "ground"), detail.version)


def _suspend(session: Session, detail: ReportDetail, values: Values) -> Changed:
    return services_limits.suspend(session, detail.id, _text(values, "ground"), detail.version)


def _resume(session: Session, detail: ReportDetail, values: Values) -> Changed:
    return services_limits.resume(session, detail.id, _text(values, "note"), detail.version)


def _record_done(session: Session, detail: ReportDetail, values: Values) -> Changed:
    return services_limits.record_done(session, detail.id, values["deadline"], _text(values, "note"))


def _escalate(session: Session, detail: ReportDetail, values: Values) -> Changed:
    return services_limits.escalate(session, detail.id, _text(values, "note"))


def _answer(session: Session, detail: ReportDetail, values: Values) -> Changed:
    return services_limits.answer_escalation(session, detail.id, _text(values, "note"))


def _attach(session: Session, detail: ReportDetail, values: Values) -> Changed:
    done: Changed | None = None
    for path in map(Path, values.get("files") or ()):
        try:
            data = path.read_bytes()
        except OSError as error:
            raise Invalid(N_("“{name}” could not be read. It was not attached."), name=path.name) from error
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        done = several(done, services_files.attach(session, detail.id, path.name, kind, data))
    if done is None:
        raise Invalid(N_("Choose at least one file."), {"files": Invalid(N_("Choose at least one file."))})
    return done


def _link(session: Session, detail: ReportDetail, values: Values) -> Changed:
    other = services.find_number(session, _text(values, "other"))
    return services_review.link(session, detail.id, other, _text(values, "reason"))


def _remove(session: Session, detail: ReportDetail, values: Values) -> Changed:
    return services_review.remove(session, detail.id, _text(values, "reason"), detail.version)


def _restore(session: Session, detail: ReportDetail, values: Values) -> Changed:
    return services_review.restore(session, detail.id)


DOINGS: dict[str, Doing] = {
    "assign": _assign,
    "reclassify": _reclassify,
    "extend": _extend,
    "suspend": _suspend,
    "resume": _resume,
    "record_done": _record_done,
    "escalate": _escalate,
    "answer_escalation": _answer,
    "attach": _attach,
    "link": _link,
    "remove": _remove,
    "restore": _restore,
}
