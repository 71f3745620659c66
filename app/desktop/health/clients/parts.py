"""What belongs to a client and stands on their page? In this order: appointments, then what the other kinds bring."""

from app.desktop.health.care.client_part import CARE_PART
from app.desktop.health.clients.appointments_part import APPOINTMENTS_PART
from app.desktop.health.counselling.client_part import COUNSELLING_PART
from app.desktop.health.papers.client_part import PAPERS_PART
from app.desktop.health.screenings.client_part import SCREENINGS_PART
from app.desktop.records.page_parts import PagePart

WORK: tuple[PagePart, ...] = (APPOINTMENTS_PART, COUNSELLING_PART, SCREENINGS_PART, CARE_PART)
PAPERS: tuple[PagePart, ...] = (PAPERS_PART,)
PARTS = (*WORK, *PAPERS)
