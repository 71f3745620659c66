"""Which papers can be printed of a case, and who may? Each numbered, its copy counted, in the timeline and the audit.

The consent form and the plan are signed by the person, so their name stands on them: only whoever may see it prints
them. An assessment has the code alone, its texts masked; it is the own case's, too. Letters are in `letters`.
"""

from app.common.i18n import N_
from app.common.papers import Paper
from app.common.permissions import require
from app.social.cases import record as cases
from app.social.cases.detail import detail_of
from app.social.cases.rules import LIVING
from app.social.cases.terms import KIND, State
from app.social.cases.values import CaseDetail
from app.social.keeping.services import client_copy
from app.social.loans import queries as loans
from app.social.needs import record as needs
from app.social.papers import filled, filled_copy
from app.social.papers.kinds import ASSESSMENT, ASSESSMENT_BLANK, CONSENT, CONSENT_BLANK, COPY, PLAN
from app.social.papers.making import Printed, noted, own_case, paper
from app.social.support_plans import reading as plans
from app.social.support_plans.values import CasePlans, PlanDetail
from app.social.support_services.queries import services_of_revealed
from app.social.visits.reading import visits_on_paper
from app.vault.compartments import Compartment
from app.vault.errors import NotFound, Refused
from app.vault.session import Session

# A blank form is nobody's: its copies are counted under no record.
NOBODY = 0


def possible(session: Session, case_id: int) -> tuple[str, ...]:
    """Which papers this case can have now, the likeliest first."""
    require(session, "cases.print")
    with session.read() as db:
        case = cases.find(db, case_id)
        if State(case.state) not in LIVING:
            return ()
        assessed = needs.count(db, case_id) > 0
    found = plans.plans_of_case(session, case_id)
    planned = found.draft is not None or found.in_force is not None
    return tuple(
        kind
        for kind, there in (
            (CONSENT, True),
            (PLAN, planned),
            (ASSESSMENT, assessed),
            (CONSENT_BLANK, True),
            (ASSESSMENT_BLANK, True),
        )
        if there
    )


def make(session: Session, case_id: int, kind: str) -> Paper:
    """This paper of a case. Raises Refused where it cannot be had now, or not by this person."""
    require(session, "cases.print")
    making = {
        CONSENT: consent_form,
        CONSENT_BLANK: lambda session, _case_id: blank_consent_form(session),
        ASSESSMENT: assessment,
        ASSESSMENT_BLANK: blank_assessment,
        PLAN: support_plan,
    }
    if kind not in making:
        raise NotFound(N_("There is no such paper of a case."))
    return making[kind](session, case_id)


def blank_consent_form(session: Session) -> Paper:
    """The form to ask somebody with: every purpose, no box ticked, nobody's name."""
    require(session, "cases.print")
    with session.work(Compartment.SOCIAL) as work:
        made = paper(work, Printed(CONSENT_BLANK), NOBODY, filled.blank_consent())
        work.audit(f"{KIND}.print", KIND, document=CONSENT_BLANK, copy=made.copy)
        return made


def consent_form(session: Session, case_id: int) -> Paper:
    """The form with what the person answered, to be signed by them."""
    require(session, "cases.print")
    with session.work(Compartment.SOCIAL) as work:
        case = own_case(work, case_id, "cases.print")
        detail = detail_of(session, work.db, case, revealed=True)
        made = paper(work, Printed(CONSENT), case.id, filled.consent(detail, session.today()))
        noted(work, case, made, CONSENT)
        return made


def blank_assessment(session: Session, case_id: int) -> Paper:
    """The form to take along to the person: every part of life, under the code of the case."""
    require(session, "cases.print")
    with session.work(Compartment.SOCIAL) as work:
        case = own_case(work, case_id, "cases.print")
        made = paper(work, Printed(ASSESSMENT_BLANK), case.id, filled.blank_assessment(case.code))
        noted(work, case, made, ASSESSMENT_BLANK)
        return made


def assessment(session: Session, case_id: int) -> Paper:
    """The latest assessment under the code of the case, its texts masked. Raises Refused where nobody assessed yet."""
    require(session, "cases.print")
    with session.work(Compartment.SOCIAL) as work:
        case = own_case(work, case_id, "cases.print")
        found = needs.needs_of(session, work.db, case, revealed=False).assessments
        if not found:
            raise Refused(N_("Nobody has assessed the needs of this case yet. Print the blank form."))
        made = paper(work, Printed(ASSESSMENT, each_day=True), case.id, filled.assessment(case.code, found[0]))
        noted(work, case, made, ASSESSMENT)
        return made


def support_plan(session: Session, case_id: int) -> Paper:
    """The plan being written, else the one in force, for both to sign. Raises Refused where there is none."""
    require(session, "cases.print")
    with session.work(Compartment.SOCIAL) as work:
        case = own_case(work, case_id, "cases.print")
        found = _plan_to_sign(plans.plans_on_paper(session, work.db, case.id))
        facts = filled.plan(detail_of(session, work.db, case, revealed=True), found)
        made = paper(work, Printed(PLAN, "support_plans"), found.id, facts)
        noted(work, case, made, PLAN, edition=found.edition)
        return made


def _plan_to_sign(found: CasePlans) -> PlanDetail:
    plan = found.draft or found.in_force
    if plan is None:
        raise Refused(N_("There is no plan to print yet. Write it with the person first."))
    return plan


def own_copy(session: Session, case_id: int, reason: str) -> Paper:
    """The person's own copy of everything held; why it was asked for is kept. Raises Refused, Invalid."""
    detail = client_copy(session, case_id, reason)
    with session.read() as db:
        found = (
            needs.needs_of(session, db, cases.find(db, case_id), revealed=True),
            plans.plans_on_paper(session, db, case_id),
            services_of_revealed(session, case_id),
            loans.of_case_revealed(session, case_id),
            visits_on_paper(session, db, case_id),
        )
    return _numbered_copy(session, detail, filled_copy.everything(detail, *found, session.today()))


def _numbered_copy(session: Session, detail: CaseDetail, facts: object) -> Paper:
    with session.work(Compartment.SOCIAL) as work:
        case = own_case(work, detail.id, "cases.copy")
        made = paper(work, Printed(COPY, each_day=True), case.id, facts)
        work.audit(f"{KIND}.print", cases.subject(case), document=COPY, number=made.number, copy=made.copy)
        return made
