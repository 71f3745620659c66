"""What belongs to a case and stands on its page? In this order: needs, plan, services, loans, visits; its papers."""

from app.desktop.loans.case_part import LOANS_PART
from app.desktop.needs.case_part import NEEDS_PART
from app.desktop.records.page_parts import PagePart
from app.desktop.social_papers.case_part import PAPERS_PART
from app.desktop.support_plans.case_part import SUPPORT_PLANS
from app.desktop.support_services.case_part import SERVICES_PART
from app.desktop.visits.case_part import VISITS_PART

SUPPORT: tuple[PagePart, ...] = (NEEDS_PART, SUPPORT_PLANS, SERVICES_PART, LOANS_PART, VISITS_PART)
PAPERS: tuple[PagePart, ...] = (PAPERS_PART,)
PARTS = (*SUPPORT, *PAPERS)
