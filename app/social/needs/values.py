"""What goes into the services of assessments and comes out of them? Frozen dataclasses, nothing stored here."""

from dataclasses import dataclass
from datetime import date, datetime

from app.common.steps import Possible
from app.social.needs.comparing import Line
from app.social.needs.terms import Domain


@dataclass(frozen=True)
class DomainAnswer:
    """One domain as it was asked: a step of the scale (None: unknown), the facts, the client's own rank or none."""

    domain: Domain
    level: int | None = None
    facts: str = ""
    priority: int | None = None


@dataclass(frozen=True)
class NewAssessment:
    """An assessment as somebody enters it; a domain that is not among `answers` is unknown.

    `together`: whether the client was asked and took part. `assessed_by` None is whoever enters it.
    """

    assessed_on: date
    together: bool
    answers: tuple[DomainAnswer, ...]
    circumstances: str = ""
    summary: str = ""
    assessed_by: str | None = None


@dataclass(frozen=True)
class Correction:
    """That an assessment was corrected: which version it was until then, when, by whom, why."""

    version: int
    at: datetime
    by: str
    reason: str


@dataclass(frozen=True)
class AssessmentInfo:
    """An assessment as it is shown, all eleven domains in the form's order. `case` is the code it was made under."""

    id: int
    version: int
    case: str
    assessed_on: date
    assessed_by: str
    assessor: str
    circumstances: str
    together: bool
    summary: str
    answers: tuple[DomainAnswer, ...]
    corrections: tuple[Correction, ...] = ()

    @property
    def by_priority(self) -> tuple[DomainAnswer, ...]:
        """What the client put first, then what is most urgent, then the form's order."""
        return tuple(
            sorted(
                self.answers,
                key=lambda each: (each.priority or 99, -(each.level if each.level is not None else -1)),
            )
        )


@dataclass(frozen=True)
class NeedsChanged:
    """What a service tells after a change: the case's id and code, and which assessment it was."""

    id: int
    number: str
    assessment_id: int
    version: int
    action: str


@dataclass(frozen=True)
class Needs:
    """All assessments of a case, the latest first; `lines` compare the first with the latest, empty before the second.

    `acts` are what can be done now, or why not.
    """

    assessments: tuple[AssessmentInfo, ...] = ()
    lines: tuple[Line, ...] = ()
    acts: tuple[Possible, ...] = ()
    # What the page says while support begins or runs without anybody having asked; empty where there is nothing to say.
    note: str = ""
