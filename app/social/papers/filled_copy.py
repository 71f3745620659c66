"""How does everything held about a person become the copy that they get? Nothing is left out, nothing is masked."""

from collections.abc import Iterable
from datetime import date

from app.common.dates import office_time
from app.common.records.fields import Coded
from app.social.cases.declared import CODED
from app.social.cases.terms import (
    BASIS_NAMES,
    FLAG_NAMES,
    OUTCOME_NAMES,
    STATE_NAMES,
    Flag,
)
from app.social.cases.values import CaseDetail, CaseFacts
from app.social.loans.declared import FIELD_NAMES as LOAN_FIELDS
from app.social.loans.terms import STATE_NAMES as LOAN_STATES
from app.social.loans.values import LoanDetail, Payment
from app.social.needs.values import AssessmentInfo, Needs
from app.social.papers.copy_facts import (
    AssessmentCopy,
    CopyFacts,
    DayLine,
    EventLine,
    InstalmentLine,
    LoanCopy,
    PlanCopy,
)
from app.social.papers.facts import Labelled
from app.social.papers.filled import ERASE_DAYS, amount, consent_lines, domain_line, goals
from app.social.papers.happened import what_happened
from app.social.papers.words import birth, day, named, vi
from app.social.support_plans.terms import PLAN_STATE_NAMES
from app.social.support_plans.values import CasePlans, PlanDetail
from app.social.support_services.terms import KIND_NAMES, VARIETIES
from app.social.support_services.terms import STATE_NAMES as SERVICE_STATES
from app.social.support_services.values import ServiceDetail
from app.social.visits.terms import VISIT_STATE_NAMES, WAY_NAMES
from app.social.visits.values import CaseVisits, VisitDetail

# What the copy calls a field otherwise than the screens.
COPIED_AS = {"source": "Đến bằng cách nào"}
SEXES = {"female": "Nữ", "male": "Nam", "other": "Khác"}


def everything(
    detail: CaseDetail,
    needs: Needs,
    plans: CasePlans,
    services: Iterable[ServiceDetail],
    loans: Iterable[LoanDetail],
    visits: CaseVisits,
    today: date,
) -> CopyFacts:
    """The copy, in the order of the record."""
    return CopyFacts(
        code=detail.code,
        name=named(detail.person),
        person=person_lines(detail),
        case=case_lines(detail),
        consents=consent_lines(detail.consents, today, all_purposes=False),
        assessments=tuple(
            AssessmentCopy(
                each.assessed_on,
                _assessed_by(each),
                each.circumstances,
                each.summary,
                tuple(domain_line(answer) for answer in each.answers),
            )
            for each in needs.assessments
        ),
        plans=tuple(_plan(each, detail.worker) for each in (plans.in_force, plans.draft, *plans.earlier) if each),
        services=tuple(_service(each) for each in services),
        loans=tuple(_loan(each) for each in loans),
        visits=tuple(_visit(each) for each in (*visits.planned, *visits.past)),
        files=tuple(f"{each.name} ({day(each.added_at.date())})" for each in detail.attachments),
        events=tuple(
            EventLine(office_time(each.at).replace(tzinfo=None), each.by, vi(each.label or what_happened(each.action)),
                      each.note)
            for each in sorted(detail.timeline, key=lambda each: each.at)
        ),
        worker=detail.worker,
        kept_reason=detail.kept_reason,
        erase_days=ERASE_DAYS,
    )  # fmt: skip


def _assessed_by(found: AssessmentInfo) -> str:
    """Who assessed, and whether the person took part."""
    return f"{found.assessor}, cùng với người được hỗ trợ" if found.together else found.assessor


def _known(*pairs: tuple[str, str]) -> tuple[Labelled, ...]:
    """What is recorded; what is not says so, so that nobody wonders."""
    return tuple(Labelled(label, value or "Không ghi") for label, value in pairs)


def person_lines(detail: CaseDetail) -> tuple[Labelled, ...]:
    """Who the person is, as they told it."""
    person = detail.person
    return _known(
        ("Họ và tên", person.real_name),
        ("Tên thường gọi", person.alias),
        ("Ngày, năm sinh", birth(person)),
        ("Giới tính", SEXES.get(detail.facts.sex, "")),
        ("Điện thoại", person.phone),
        ("Cách liên lạc khác", person.other_contact),
        ("Cách liên lạc an toàn", person.safe_way),
        ("Giờ liên lạc an toàn", person.safe_time),
        ("Nơi ở", person.address),
        ("Người phụ thuộc", person.dependants),
        ("Số định danh cá nhân", person.identity_number),
    )


def case_lines(detail: CaseDetail) -> tuple[Labelled, ...]:
    """What is recorded of the case."""
    facts = detail.facts
    flags = [vi(FLAG_NAMES[flag]) for flag in Flag if flag in detail.flags] + (["Khẩn cấp"] if detail.urgent else [])
    basis = " – ".join(part for part in (vi(BASIS_NAMES[detail.basis]), detail.basis_note) if part)
    found = [
        ("Mã hồ sơ", ", ".join((detail.code, *detail.merged_codes))),
        ("Trạng thái", vi(STATE_NAMES[detail.state])),
        ("Mở hồ sơ ngày", day(detail.opened_on)),
        *((COPIED_AS.get(each.name) or vi(each.label), _code(each, facts)) for each in CODED),
        ("Căn cứ để lưu", basis),
        ("Thôn", detail.village),
        ("Cần bảo vệ đặc biệt", ", ".join(flags)),
        ("Cán bộ phụ trách", detail.worker),
        ("Ghi chú", facts.note),
        ("Liên hệ gần nhất", day(detail.last_contact_on)),
        ("Lần thăm tới", day(facts.next_visit_on)),
        ("Xem lại kế hoạch", day(facts.review_on)),
    ]
    if detail.outcome is not None:
        found.append(("Kết quả", f"{vi(OUTCOME_NAMES[detail.outcome])}, {day(detail.closed_on)}"))
    if detail.check_on is not None:
        found.append(("Hỏi thăm sau khi kết thúc", day(detail.checked_on or detail.check_on)))
    for wish in detail.wishes:
        found.append(("Yêu cầu đính chính", " – ".join(part for part in (wish.wish, wish.answer) if part)))
    return _known(*found)


def _code(field: Coded, facts: CaseFacts) -> str:
    value = getattr(facts, field.name)
    return vi(field.names[value]) if value else ""


def _plan(found: PlanDetail, worker: str) -> PlanCopy:
    state = vi(PLAN_STATE_NAMES[found.state])
    return PlanCopy(found.edition, state, found.agreed_on, goals(found.goals, worker), found.note)


def _service(found: ServiceDetail) -> DayLine:
    row, facts = found.row, found.facts
    kind = vi(KIND_NAMES[row.kind])
    variety = VARIETIES.get(row.kind, {}).get(row.variety, row.variety)
    days = " – ".join(
        part for part in (day(row.begun_on or facts.starts_on or row.opened_on), day(row.ended_on)) if part
    )
    planned = " – ".join(part for part in (day(facts.starts_on), day(facts.ends_on)) if part)
    told = (
        vi(SERVICE_STATES[row.state]),
        facts.provider,
        facts.subject,
        facts.place,
        amount(facts.amount),
        facts.quantity,
        f"{facts.children} con" if facts.children else "",
        facts.school_year,
        f"dự kiến {planned}" if planned else "",
        f"hẹn trước ngày {day(facts.expected_on)}" if facts.expected_on else "",
        f"dự kiến {facts.planned} buổi" if facts.planned else "",
        f"dự {found.attended} buổi" if found.attended else "",
        f"chứng chỉ {found.certificate}" if found.certificate else "",
        f"chứng chỉ ngày {day(found.certified_on)}" if found.certified_on else "",
        f"người nhận: {found.received_by}" if found.received_by else "",
        found.ended_reason,
        facts.note,
        *(f"hỏi sau {each.months} tháng: {each.note}" for each in found.checks if each.note),
    )
    what = f"{kind} ({vi(variety).lower()})" if variety else kind
    return DayLine(row.number, what, days, "; ".join(part for part in told if part))


def _visit(found: VisitDetail) -> DayLine:
    when = day(found.done_on or found.ended_on or found.planned_on)
    told = (
        vi(VISIT_STATE_NAMES[found.state]),
        found.place,
        found.aim,
        found.came,
        found.talked,
        *(f"{each.goal}: {each.note}" for each in found.goals if each.note),
        found.reason,
        found.tried,
    )
    return DayLine(found.number, vi(WAY_NAMES[found.way]), when, "; ".join(part for part in told if part))


def _loan(found: LoanDetail) -> LoanCopy:
    row = found.row
    facts = _known(
        (vi(LOAN_FIELDS["programme"]), row.programme_name),
        (vi(LOAN_FIELDS["lender"]), found.entry.lender),
        (vi(LOAN_FIELDS["purpose"]), found.entry.purpose),
        ("Trạng thái", vi(LOAN_STATES[row.state])),
        (vi(LOAN_FIELDS["amount_asked"]), amount(found.entry.amount_asked or None)),
        (vi(LOAN_FIELDS["amount"]), amount(row.amount if found.appraised_on is not None else None)),
        (vi(LOAN_FIELDS["submitted_on"]), day(found.submitted_on)),
        (vi(LOAN_FIELDS["disbursed_on"]), day(row.disbursed_on)),
        ("Các lần trả nợ", "; ".join(_paid(each) for each in found.payments)),
        ("Lý do kết thúc", found.ended_reason),
        (vi(LOAN_FIELDS["note"]), found.entry.note),
    )
    instalments = tuple(
        InstalmentLine(
            line.due_on, line.principal, line.interest, share.principal + share.interest or None, share.settled_on
        )
        for line, share in zip(found.lines, found.owing.shares, strict=True)
    )
    return LoanCopy(row.number, facts, instalments)


def _paid(each: Payment) -> str:
    beside = [part for part in (each.receipt, each.note) if part]
    words = f"{day(each.paid_on)}: {amount(each.amount)}"
    return f"{words} ({', '.join(beside)})" if beside else words
