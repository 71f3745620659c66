"""What belongs to a case and stands on its page? In this order: needs, plan, services, loans, visits; its papers."""

from app.desktop.records.page_parts import PagePart
from app.desktop.social.loans.case_part import LOANS_PART
from app.desktop.social.needs.case_part import NEEDS_PART
from app.desktop.social.papers.case_part import PAPERS_PART
from app.desktop.social.support_plans.case_part import SUPPORT_PLANS
from app.desktop.social.support_services.case_part import SERVICES_PART
from app.desktop.social.visits.case_part import VISITS_PART

SUPPORT: tuple[PagePart, ...] = (NEEDS_PART, SUPPORT_PLANS, SERVICES_PART, LOANS_PART, VISITS_PART)
PAPERS: tuple[PagePart, ...] = (PAPERS_PART,)
PARTS = (*SUPPORT, *PAPERS)
