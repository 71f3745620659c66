"""How do needs surveys appear to scripts and in exports? The kind `needs-surveys`; nothing in it names anybody."""

from collections.abc import Iterator, Mapping

from app.common.conditions import among, codes, day, known, year, yes
from app.common.i18n import N_, tr
from app.common.kinds import Document, Export, ExportColumn, Kind, documents, every_row, exports_noted
from app.common.permissions import require
from app.registry.conditions import village
from app.social.keeping.unnamed import names_nobody
from app.social.surveys import audited, queries, services, services_desk
from app.social.surveys.imports import SURVEY_IMPORT
from app.social.surveys.models import Survey
from app.social.surveys.queries import Sort, SurveyFilter
from app.social.surveys.terms import AGE_NAMES, DIFFICULTY_NAMES, KIND, SEX_NAMES, AgeBand, Difficulty, Sex
from app.social.surveys.values import SurveyDetail, SurveyRow
from app.vault.compartments import Compartment
from app.vault.errors import Invalid
from app.vault.session import Session

CONDITIONS: dict[str, str] = {
    "group": N_("codes of the list of groups"),
    "need": N_("codes of the list of needs"),
    "village": N_("the name of a village"),
    "sex": N_("female, male, other"),
    "age": N_("under_18, 18_24, 25_34, 35_44, 45_59, 60_up"),
    "difficulty": N_("yes, no, unknown"),
    "workplace": N_("codes of the types of establishments"),
    "year": N_("a year"),
    "quarter": N_("1 to 4"),
    "from": N_("surveyed on this day or later"),
    "to": N_("surveyed on this day or earlier"),
    "removed": N_("yes"),
    "text": N_("words, with or without marks"),
    "sort": N_("newest, oldest, number"),
}
_PAGE = 500


def conditions_of(session: Session, conditions: Mapping[str, str]) -> tuple[SurveyFilter, Sort]:
    """The filter and order that the texts say. Raises Invalid."""
    require(session, "needs-surveys.list")
    known(conditions, CONDITIONS)
    lists, today = services.choices(session), session.today()
    quarter = conditions.get("quarter", "").strip()
    if quarter and quarter not in ("1", "2", "3", "4"):
        raise Invalid(N_("A year has the quarters 1 to 4."))
    where = SurveyFilter(
        groups=frozenset(among(lists.every_group, conditions, "group")),
        needs=frozenset(among(lists.every_need, conditions, "need")),
        village_id=village(session, conditions.get("village")),
        sexes=frozenset(codes(Sex, conditions, "sex")),
        ages=frozenset(codes(AgeBand, conditions, "age")),
        difficulty=next(iter(codes(Difficulty, conditions, "difficulty")), None),
        workplaces=frozenset(among(lists.every_workplace, conditions, "workplace")),
        year=year(conditions, "year"),
        quarter=int(quarter) if quarter else None,
        surveyed_from=day(conditions.get("from"), today),
        surveyed_to=day(conditions.get("to"), today),
        text=conditions.get("text", ""),
        in_bin=yes(conditions.get("removed")),
    )
    return where, next(iter(codes(Sort, conditions, "sort")), Sort.NEWEST)


def rows(session: Session, conditions: Mapping[str, str]) -> Iterator[SurveyRow]:
    """The rows of the list, page by page."""
    where, sort = conditions_of(session, conditions)
    return every_row(lambda after: queries.list_surveys(session, where, sort, after, _PAGE))


def list_documents(session: Session, conditions: Mapping[str, str], limit: int | None) -> list[Document]:
    """The surveys that the conditions let through, as scripts get them."""
    return documents(rows(session, conditions), document, limit)


def document(row: SurveyRow) -> Document:
    """A line of the list."""
    answers = row.answers
    return {
        "number": row.number,
        "group": answers.group,
        "group_name": row.group,
        "needs": sorted(answers.needs),
        "village": row.village or None,
        "sex": answers.sex.value if answers.sex else None,
        "age": answers.age_band.value if answers.age_band else None,
        "surveyed_on": answers.surveyed_on.isoformat() if answers.surveyed_on else None,
        "quarter": answers.quarter,
        "year": answers.year,
        "difficulty": answers.difficulty.value,
        "workplace": answers.workplace or None,
        "imported": row.imported,
    }


def show_document(session: Session, number: str) -> Document:
    """A survey by its number; the opening is audited."""
    return _detail(services.open_survey(session, services.find_number(session, number)))


def _detail(detail: SurveyDetail) -> Document:
    answers = detail.row.answers
    return {
        **document(detail.row),
        "surveyor": answers.surveyor or None,
        "remark": answers.remark or None,
        "removed": detail.removed,
        "entered_by": detail.created_by or None,
        "version": detail.version,
    }


def search_documents(session: Session, text: str) -> list[Document]:
    """What a search finds; that somebody searched is noted."""
    found = queries.search_surveys(session, text)
    services_desk.note_search(session, text, len(found))
    return [{"kind": KIND, "number": each.number, "snippet": each.snippet} for each in found]


def export_rows(session: Session, conditions: Mapping[str, str]) -> Iterator[SurveyRow]:
    """What an export holds: what the list shows. A viewer may not."""
    require(session, "needs-surveys.export")
    return rows(session, conditions)


# Words that were searched are left out, as of a search.
note_export = exports_noted(Compartment.SOCIAL, KIND, frozenset({"text"}), names_nobody)

EXPORT_COLUMNS: tuple[ExportColumn, ...] = (
    ExportColumn(N_("Number of the survey"), lambda row: row.number, 14),
    ExportColumn(N_("Day of the survey"), lambda row: row.answers.surveyed_on, 14),
    ExportColumn(N_("Quarter"), lambda row: row.answers.quarter, 8),
    ExportColumn(N_("Year"), lambda row: row.answers.year, 8),
    ExportColumn(N_("Group surveyed"), lambda row: row.group, 40),
    ExportColumn(N_("Village"), lambda row: row.village, 18),
    ExportColumn(N_("Sex"), lambda row: tr(SEX_NAMES[row.answers.sex]) if row.answers.sex else "", 10),
    ExportColumn(N_("Age"), lambda row: tr(AGE_NAMES[row.answers.age_band]) if row.answers.age_band else "", 14),
    ExportColumn(N_("Needs"), lambda row: "; ".join(row.needs), 40),
    ExportColumn(N_("In financial difficulty"), lambda row: tr(DIFFICULTY_NAMES[row.answers.difficulty]), 16),
    ExportColumn(N_("Type of the place of work"), lambda row: row.workplace, 20),
    ExportColumn(N_("Surveyor"), lambda row: row.answers.surveyor, 24),
    ExportColumn(N_("Short remark"), lambda row: row.answers.remark, 40),
)

SURVEYS = Kind(
    name=KIND,
    label=N_("Needs surveys"),
    compartment=Compartment.SOCIAL,
    conditions=CONDITIONS,
    list=list_documents,
    show=show_document,
    search=search_documents,
    importing=SURVEY_IMPORT,
    export=Export(EXPORT_COLUMNS, export_rows, note_export),
    one=N_("Needs survey"),
    fields=audited.FIELDS,
    values=audited.VALUES,
    actions=audited.ACTIONS,
    codes=audited.CODES,
    references=audited.REFERENCES,
    row=Survey,
    silent=services.SILENT,
)
