"""What does a unit register of one of its record kinds, for the verbs of the command line and for exports?

A kind's name is a plural noun (`reports`); `app/kinds.py` collects what the units register.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.common.imports import ImportKind
from app.vault.compartments import Compartment
from app.vault.session import Session

# One JSON object for scripts: snake_case keys, ISO dates, codes.
Document = dict[str, Any]
Documents = list[Document]


@dataclass(frozen=True)
class ExportColumn:
    """A column of an export: its heading (English source text), and a row's value (texts, numbers, real dates)."""

    heading: str
    value: Callable[[Any], Any]
    width: float | None = None


@dataclass(frozen=True)
class Export:
    """What an export is made of. `rows` reads page by page; `noted` audits the file once it is written.

    `noted(session, conditions, count, sha256, purpose)`.
    """

    columns: tuple[ExportColumn, ...]
    rows: Callable[[Session, Mapping[str, str]], Iterator[Any]]
    noted: Callable[[Session, Mapping[str, str], int, str, str], None]


@dataclass(frozen=True)
class Kind:
    """A record kind. `conditions` are the texts of `--filter name=value`; an unknown one raises Invalid."""

    name: str
    label: str
    compartment: Compartment
    # Names that `--filter` knows, with what each takes (English source text).
    conditions: Mapping[str, str]
    list: Callable[[Session, Mapping[str, str], int | None], Documents]
    show: Callable[[Session, str], Document]
    search: Callable[[Session, str], Documents]
    importing: ImportKind | None
    export: Export | None
    # One of them, in words: what the audit calls the record (English source text, as all that follow).
    one: str = ""
    # For the audit's reader and for comparisons: names of stored fields, codes in them, and actions ("reports.edit").
    fields: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)
    actions: Mapping[str, str] = field(default_factory=dict)
    # With who the person is, for a reason; and the erasure, whose certificate it gives. None where there is neither.
    reveal: Callable[[Session, str, str], Document] | None = None
    erase: Callable[[Session, str, str], Document] | None = None
