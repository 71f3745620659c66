"""Reports to test with: each builder makes the least that its name says."""

from datetime import date, time
from typing import Any

from app.police.reports import services
from app.police.reports.rules import StepFacts
from app.police.reports.terms import Classification, ReporterForm, ReportKind
from app.police.reports.values import Changed, NewReport, Reporter
from app.vault.session import Session

# A Wednesday of a confirmed year, far from any holiday.
TODAY = date(2026, 3, 11)
NAMED = Reporter(ReporterForm.NAMED, "Nguyễn Thị Hòa", "0900000001", "Thôn Đông")
ANONYMOUS = Reporter(ReporterForm.ANONYMOUS)

ACCEPT = StepFacts()
CONCLUDE = StepFacts(verification_result="Có tiếng ồn sau 22 giờ.", classification=Classification.ADMINISTRATIVE)
RESOLVE = StepFacts(handling="Nhắc nhở, yêu cầu cam kết.")
CLOSE = StepFacts(notice_on=TODAY, notice_how="Văn bản")


def new(kind: ReportKind = ReportKind.CRIME_REPORT, **facts: Any) -> NewReport:
    """An entry that can be stored as it is."""
    given: dict[str, Any] = {
        "kind": kind,
        "received_on": TODAY,
        "received_time": time(8, 0),
        "content": "Nhà nghỉ mở nhạc lớn sau 22 giờ",
        "source": "phone",
        "reporter": NAMED,
    }
    return NewReport(**{**given, **facts})


def received(session: Session, kind: ReportKind = ReportKind.CRIME_REPORT, **facts: Any) -> Changed:
    return services.receive_report(session, new(kind, **facts))


def verifying(session: Session, kind: ReportKind = ReportKind.CRIME_REPORT, **facts: Any) -> Changed:
    """A report that the person accepted and is verifying."""
    report = received(session, kind, officer_id=session.account.id, **facts)
    services.take_step(session, report.report_id, "accept", ACCEPT)
    return services.take_step(session, report.report_id, "begin_verification", StepFacts())


def concluded(session: Session, **facts: Any) -> Changed:
    return services.take_step(session, verifying(session, **facts).report_id, "conclude", CONCLUDE)


def closed(session: Session, **facts: Any) -> Changed:
    report = concluded(session, **facts)
    services.take_step(session, report.report_id, "resolve", RESOLVE)
    return services.take_step(session, report.report_id, "close", CLOSE)
