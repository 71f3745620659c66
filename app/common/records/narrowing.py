"""How is a list narrowed by a field? The names are those of saved filters and of `--filter`."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement

from app.common.i18n import N_
from app.vault.session import Session

A_DAY = N_("a day, such as 5/3/2026")


@dataclass(frozen=True)
class AnyOf:
    """Any of some codes. `condition` is its name for verbs (the field's, unless said); `chip` takes {name}.

    `takes` says what a verb may give; unless said, the codes. `term` is its part of the query where the codes are in no
    column of the field's name.
    """

    name: str
    condition: str = ""
    title: str = ""
    chip: str = ""
    left_out: frozenset[Any] = frozenset()
    takes: str = ""
    term: Callable[[Collection[Any]], ColumnElement[bool]] | None = None


@dataclass(frozen=True)
class Exactly:
    """One value: of a list, of the codes, or whatever another screen leads here with (`typed`).

    `typed` makes the value of the text of a condition, and `takes` says what that is; unless said, a name of the list.
    `nobody` names the empty one, where a person may look for it. `term` is its part of the query where no column does.
    """

    name: str = ""
    condition: str = ""
    title: str = ""
    chip: str = ""
    nobody: str = ""
    typed: Callable[[Session, str], Any] | None = None
    takes: str = N_("a name")
    term: Callable[[Any], ColumnElement[bool]] | None = None


@dataclass(frozen=True)
class Between:
    """From a day, up to a day: the name of each, its title, and its chip, which takes {date}.

    `typed` are both conditions for verbs, each with what it takes; unless said, the names with “a day”.
    """

    first: tuple[str, str, str]
    last: tuple[str, str, str]
    typed: tuple[tuple[str, str], tuple[str, str]] | None = None

    @property
    def names(self) -> tuple[str, str]:
        return self.first[0], self.last[0]

    @property
    def conditions(self) -> Mapping[str, str]:
        """The conditions, the first day's before the last day's → what each takes."""
        return dict(self.typed) if self.typed else dict.fromkeys(self.names, A_DAY)


@dataclass(frozen=True)
class Until:
    """Up to a day: its name, its title, and its chip, which takes {date}; `condition` and `takes` are for verbs.

    `term` is its part of the query where another column has the day by which lists sort.
    """

    name: str
    title: str
    chip: str
    condition: str
    takes: str = A_DAY
    term: Callable[[date], ColumnElement[bool]] | None = None


@dataclass(frozen=True)
class IsSet:
    """Only those for which it is so: yes or no. `term` is its part of the query where no column says it."""

    name: str = ""
    condition: str = ""
    title: str = ""
    term: Callable[[Session], ColumnElement[bool]] | None = None


Narrowing = AnyOf | Exactly | Between | Until | IsSet
