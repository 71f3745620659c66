"""Which fields do the forms of inspections have of their own? A team as text, an amount in đồng, a number."""

import re
from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent

from app.common.i18n import N_
from app.common.text import fold
from app.desktop.widgets import MarklessCompleter, TextField
from app.police.inspections.intake import inspectors
from app.police.inspections.terms import MemberRole
from app.police.inspections.values import Member
from app.registry.establishments.values import Brief
from app.vault.errors import AppError, Invalid
from app.vault.session import Session

Known = Mapping[str, str | None]  # name → account id


def people(session: Session, others: Sequence[Member] = ()) -> dict[str, str | None]:
    """Who may be in a team: officers with an account, and whoever was named already."""
    found: dict[str, str | None] = {name: account for account, name in inspectors(session).items()}
    for member in others:
        found.setdefault(member.name, member.account_id)
    return found


class PersonField(TextField):
    """One person of the team: a few letters, or a name as it stands on the paper."""

    def __init__(self, known: Known) -> None:
        super().__init__(N_("Name; marks are not needed"))
        self._completer = MarklessCompleter(known, self)
        self.setCompleter(self._completer)


def team_of(known: Known, leader: object, members: object, before: Sequence[Member] = ()) -> tuple[Member, ...]:
    """The team from its leader and the other names, which stand line by line or with semicolons.

    Whoever was in it `before` as something else (its secretary) stays that.
    """
    roles = {fold(each.name): each.role for each in before if each.role is not MemberRole.LEADER}
    accounts = {fold(name): (name, account) for name, account in known.items()}
    names = [(str(leader or ""), MemberRole.LEADER)]
    names += [(each, MemberRole.MEMBER) for each in re.split(r"[;\n]", str(members or ""))]
    team: list[Member] = []
    for typed, role in names:
        name, _, office = (part.strip() for part in typed.partition(" - "))
        if name:
            full, account = accounts.get(fold(name), (name, None))
            own = roles.get(fold(full), role) if role is MemberRole.MEMBER else role
            team.append(Member(full, own, office, account))
    return tuple(team)


def team_values(team: Sequence[Member]) -> dict[str, str]:
    """The team as the fields show it."""
    leader = next((each for each in team if each.role is MemberRole.LEADER), None)
    return {
        "leader": _shown(leader) if leader else "",
        "members": "; ".join(_shown(each) for each in team if each is not leader),
    }


def _shown(member: Member) -> str:
    return f"{member.name} - {member.office}" if member.office else member.name


class PremisesField(TextField):
    """One of the register's premises: by its number, or by letters that no other has. The value is its id."""

    def __init__(self, known: Sequence[Brief]) -> None:
        super().__init__(N_("Number or name; marks are not needed"))
        self._labels = {each.id: f"{each.number} {each.name}" for each in known}
        self._numbers = {each.number: each.id for each in known}
        self._completer = MarklessCompleter(self._labels.values(), self)
        self.setCompleter(self._completer)
        self.editingFinished.connect(self._settle)

    def found(self) -> int | None:
        """The premises that the text means."""
        typed = fold(self.text().strip())
        if not typed:
            return None
        numbered = re.fullmatch(r"(?:cs)?0*(\d+)", typed)
        if numbered is not None:
            return next((each for no, each in self._numbers.items() if no.lstrip("CS0") == numbered[1]), None)
        alike = [each for each, text in self._labels.items() if typed == fold(text)]
        words = typed.split()
        alike = alike or [each for each, text in self._labels.items() if all(word in fold(text) for word in words)]
        return alike[0] if len(alike) == 1 else None

    def value(self) -> int | None:  # type: ignore[override]
        typed, found = self.text().strip(), self.found()
        if typed and found is None:
            raise Invalid(N_("“{text}” is not in the list. Choose one of the list."), text=typed)
        return found

    def set_value(self, value: object) -> None:
        self.setText(self._labels.get(value, "") if isinstance(value, int) else str(value or ""))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._settle()

    def _settle(self) -> None:
        found = self.found()
        if found is not None and self._labels[found] != self.text():
            self.setText(self._labels[found])


class NumberField(TextField):
    """A whole number, with or without dots between the thousands; empty is None."""

    def __init__(self) -> None:
        super().__init__()
        self.editingFinished.connect(self._tidy)

    def value(self) -> int | None:  # type: ignore[override]
        typed = self.text().strip()
        if not typed:
            return None
        plain = re.sub(r"[.\s]", "", typed)
        if not (plain.isascii() and plain.isdigit()):
            raise Invalid(N_("“{text}” is not a whole number."), text=typed)
        return int(plain)

    def set_value(self, value: object) -> None:
        self.setText(f"{value:,}".replace(",", ".") if isinstance(value, int) else str(value or ""))

    def _tidy(self) -> None:
        try:
            self.set_value(self.value())
        except AppError:
            return


def at_fields(error: Invalid, names: frozenset[str], places: Mapping[str, str]) -> Invalid:
    """The same error with its places as this form names them: `team.2.name` stands at `team`."""
    fields: dict[str, AppError] = {}
    for name, each in error.fields.items():
        first = name.partition(".")[0]
        where = name if name in names else places.get(name) or places.get(first) or first
        fields.setdefault(where, each)
    return Invalid(error.sentence, fields, **error.values)
