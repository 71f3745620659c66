"""What do list, show, search, export and import of a record kind give? Whatever is registered, as plain data."""

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl

from app import demo
from app.common import i18n
from app.common.i18n import tr
from app.common.kinds import Document, Documents, Kind, with_names
from app.exchange.exporting import export_list
from app.vault.compartments import Compartment
from app.vault.errors import AppError
from app.vault.people import Level, Unit
from app.vault.session import Session
from tests.golden.writing import digest, shortened

# Whose records a kind holds; the police keep the shared register of establishments.
OWNERS = {
    Compartment.POLICE: Unit.POLICE,
    Compartment.HEALTH: Unit.HEALTH,
    Compartment.SOCIAL: Unit.SOCIAL,
    Compartment.REGISTRY: Unit.POLICE,
}
WORDS = ("karaoke", "hoa", "Nguyễn", "thon", "2026", "khong co tu nay")
REASON = "Đối chiếu hồ sơ"
SHOWN, EACH_STATE = 5, 2
# Members of a list's document that sort its records into groups, each of which is shown.
GROUPS = ("state", "kind", "level")
MOST_CANDIDATES = 40

Sessions = Mapping[tuple[Unit, Level], Session]


def of_kind(kind: Kind, sessions: Sessions, scratch: Path) -> dict[str, Any]:
    """Everything that is kept of a kind, by the second half of its file's name."""
    unit = OWNERS[kind.compartment]
    lead = sessions[unit, Level.LEAD]
    listed = kind.list(lead, {}, None)
    return {
        "list": shortened(listed),
        "filters": dict(_filters(kind, lead, listed)),
        "show": _shown(kind, lead, listed),
        "search": {word: _said(lambda word=word: shortened(kind.search(lead, word), 20)) for word in _words(listed)},
        "export": _exports(kind, lead, scratch),
        "words": {language: _in_words(kind, language) for language in ("vi", "en")},
        "levels": {
            f"{whose.value} {level.value}": _for_level(kind, session, listed, scratch)
            for (whose, level), session in sessions.items()
            if (whose, level) != (unit, Level.LEAD) and (whose is unit or kind.compartment is Compartment.REGISTRY)
        },
    }


def number_of(document: Document) -> str:
    """What a record is found by."""
    return str(document.get("number") or document["code"])


def _numbers(listed: Documents) -> Any:
    return shortened([number_of(each) for each in listed], 40)


def _said(ask: Any) -> Any:
    """What a call gives, or the sentence it is refused with."""
    try:
        return ask()
    except AppError as error:
        return {type(error).__name__: tr(error.sentence, **error.values)}


# --- filters ---------------------------------------------------------------------------------------------


def _filters(kind: Kind, session: Session, listed: Documents) -> Iterator[tuple[str, Any]]:
    """Each condition with each code that its words name, or with the first value that lets some records through."""
    for name, words in kind.conditions.items():
        codes = re.findall(r"\b[a-z0-9_]+\b", words.partition(";")[0]) if _enumerates(words) else []
        if codes:
            yield (
                name,
                {code: _said(lambda c=code, n=name: _numbers(kind.list(session, {n: c}, None))) for code in codes},
            )
        else:
            yield name, _first_that_filters(kind, session, name, listed)
    yield "(unknown)", _said(lambda: kind.list(session, {"no such condition": "1"}, None))
    first = next(iter(kind.conditions))
    yield f"{first} (wrong)", _said(lambda: _numbers(kind.list(session, {first: "không có"}, None)))


def _enumerates(words: str) -> bool:
    """Whether the words of a condition are a list of codes: “yes”, “draft, submitted; several with commas”."""
    return re.fullmatch(r"[a-z0-9_]+(, [a-z0-9_]+)*( \([a-z ]+\))?(; several with commas)?", words) is not None


def _first_that_filters(kind: Kind, session: Session, name: str, listed: Documents) -> Any:
    found: Any = None
    for value in _candidates(name, listed):
        try:
            numbers = kind.list(session, {name: value}, None)
        except AppError:
            continue
        if not numbers:
            continue
        found = found or {value: _numbers(numbers)}
        if len(numbers) < len(listed):
            return {value: _numbers(numbers)}
    return found


def _candidates(name: str, listed: Documents) -> Sequence[str]:
    """Values that a condition may take: those of the same name in the documents, then people, days and the rest."""
    same = [str(each[name]) for each in listed if isinstance(each.get(name), str | int)]
    users = [user for user, *_ in demo.PEOPLE]
    days = sorted({str(value)[:10] for each in listed for key, value in each.items() if value and key.endswith("on")})
    lists = [str(item) for each in listed for value in each.values() if isinstance(value, list) for item in value]
    texts = [value for each in listed for value in each.values() if isinstance(value, str) and len(value) < 60]
    middle = days[len(days) // 2 : len(days) // 2 + 1]
    wanted = (*same[:8], *middle, *users, "yes", "none", "4", "2026", *lists[:8], "hoa", *texts)
    return list(dict.fromkeys(wanted))[:MOST_CANDIDATES]


# --- one record, and search ------------------------------------------------------------------------------


def _chosen(listed: Documents) -> list[str]:
    """The first records, and some of each state."""
    chosen = [number_of(each) for each in listed[:SHOWN]]
    for group in GROUPS:
        for value in dict.fromkeys(str(each[group]) for each in listed if each.get(group) is not None):
            chosen += [number_of(each) for each in listed if str(each.get(group)) == value][:EACH_STATE]
    return list(dict.fromkeys(chosen))


def _shown(kind: Kind, session: Session, listed: Documents) -> dict[str, Any]:
    shown = {number: _said(lambda n=number: kind.show(session, n)) for number in _chosen(listed)}
    shown["(none of that number)"] = _said(lambda: kind.show(session, "không có"))
    reveal = kind.reveal
    if reveal is not None:
        for number in list(shown)[:3]:
            shown[f"{number} (revealed)"] = _said(lambda n=number: reveal(session, n, REASON))
        shown["(revealed without a reason)"] = _said(lambda: reveal(session, next(iter(shown)), ""))
    return shown


def _words(listed: Documents) -> list[str]:
    return list(dict.fromkeys((*WORDS, *(number_of(each) for each in listed[:1]))))


# --- exports and words -------------------------------------------------------------------------------------


def _exports(kind: Kind, session: Session, scratch: Path) -> dict[str, Any]:
    if kind.export is None:
        return {"as listed": None}
    found = {"as listed": _export(kind, session, scratch), "without a purpose": _export(kind, session, scratch, "")}
    if kind.named_export is not None:
        found["with names"] = _export(with_names(kind), session, scratch)
    return found


def _export(kind: Kind, session: Session, scratch: Path, purpose: str = REASON) -> Any:
    path = scratch / f"{kind.name}.xlsx"

    def made() -> Any:
        export_list(session, kind, {}, path, purpose)
        book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
        path.unlink()
        return {sheet.title: shortened(_cells(sheet)) for sheet in book}

    return _said(made)


def _cells(sheet: Any) -> list[list[Any]]:
    return [[_cell(value) for value in row] for row in sheet.iter_rows(values_only=True)]


def _cell(value: Any) -> Any:
    """A real date differs from a text that looks like one."""
    return f"<{value.isoformat()}>" if isinstance(value, date | datetime) else value


def _in_words(kind: Kind, language: str) -> dict[str, Any]:
    """What the kind calls things, in a language: headings, conditions, words of the audit, columns of an import."""
    before = i18n.language()
    i18n.set_language(language)
    try:
        importing = kind.importing
        return {
            "label": tr(kind.label),
            "one": tr(kind.one),
            "conditions": {name: tr(words) for name, words in kind.conditions.items()},
            "fields": {name: tr(words) for name, words in kind.fields.items()},
            "values": {name: tr(words) for name, words in kind.values.items()},
            "actions": {name: tr(words) for name, words in kind.actions.items()},
            "export": [(tr(each.heading), each.width) for each in kind.export.columns] if kind.export else None,
            "import": [
                {
                    "name": each.name,
                    "label": tr(each.label),
                    "headings": each.headings if language == "vi" else len(each.headings),
                    "required": each.required,
                    "hint": tr(each.hint) if each.hint else "",
                    "personal": each.personal,
                }
                for each in importing.fields
            ]
            if importing
            else None,
            "defaults": [(code, tr(words)) for code, words in importing.defaults] if importing else None,
        }
    finally:
        i18n.set_language(before)


# --- what others of the unit see ---------------------------------------------------------------------------


def _for_level(kind: Kind, session: Session, listed: Documents, scratch: Path) -> dict[str, Any]:
    def told() -> Any:
        own = kind.list(session, {}, None)
        same = {number_of(each): each for each in listed}
        others = [each for each in own if same.get(number_of(each)) != each]
        return {"count": len(own), "digest": digest(own), "unlike the lead's": shortened(others, 5)}

    def exported() -> Any:
        rows = _export(kind, session, scratch)
        return rows if "Refused" in rows else digest(rows)

    first = next((number_of(each) for each in listed), "")
    found = {
        "list": _said(told),
        "show": _said(lambda: kind.show(session, first)),
        "search": _said(lambda: len(kind.search(session, "2026"))),
        "export": exported() if kind.export else None,
    }
    reveal = kind.reveal
    if reveal is not None:
        found["reveal"] = _said(lambda: reveal(session, first, REASON))
    return found
