"""How does an entry of the audit read to people: what was done, to which record, and what stands in its detail?

An id or a code of a list reads by the name that it has now (`resolve`); where that is gone, it says so in words.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import Text

from app.audit_words.stored import table_name
from app.audit_words.tables import (
    ACTION_NAMES,
    FIELD_NAMES,
    REFERENCES,
    SUBJECT_NAMES,
    SUBJECT_REFERENCES,
    UNSHOWN,
    VALUE_NAMES,
)
from app.common.dates import show_date, show_datetime
from app.common.i18n import tr
from app.common.kinds import Kind
from app.common.references import Reference, Resolve, named, unresolved
from app.common.text import fold
from app.kinds import KINDS
from app.registry.references import ACCOUNT

_DAY = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
_MOMENT = re.compile(_DAY.pattern + r"T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)")
_PERIOD = re.compile(f"({_DAY.pattern})–({_DAY.pattern})")
# What an id or a code looks like. Entries of earlier versions have the name itself where the id is meant.
_KEY = re.compile(r"\d+|[a-z][a-z0-9_]*")
_ACCOUNT = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_NUMBERED = re.compile(r" \d+")
# The ends of chains: each a number and a digest, of which a person reads the number.
_ENDS = frozenset({"ends_before", "ends_after"})


def action_name(code: str) -> str:
    """What was done, in the language of the screen."""
    return tr(ACTION_NAMES[code]) if code in ACTION_NAMES else code


def subject_name(subject: str, resolve: Resolve = unresolved) -> str:
    """Which record, in words: "reports/014/2026/TB" is "Report 014/2026/TB", "villages/1" the village by its name."""
    kind, _slash, which = subject.partition("/")
    if kind not in SUBJECT_NAMES:
        return subject
    if not which:
        return tr(SUBJECT_NAMES[kind])
    if kind in SUBJECT_REFERENCES:
        which = named(resolve, SUBJECT_REFERENCES[kind], which)
        if fold(which).startswith(fold(tr(SUBJECT_NAMES[kind]))):  # "Thôn Hạ" says that it is a village
            return which
    elif period := _PERIOD.fullmatch(which):
        which = tr("{start} to {end}", start=moment(period[1]), end=moment(period[4]))
    return tr("{kind} {which}", kind=tr(SUBJECT_NAMES[kind]), which=moment(which) or which)


@dataclass(frozen=True)
class Reader:
    """How an entry's detail reads: with the words of its record's kind, ids by the names that `resolve` gives."""

    subject: str = ""
    people: Mapping[str, str] = field(default_factory=dict)
    resolve: Resolve = unresolved

    @property
    def _kind(self) -> Kind | None:
        return KINDS.get(self.subject.partition("/")[0])

    def lines(self, detail: Mapping[str, object] | None) -> list[str]:
        """Line by line: “Level: officer → lead”."""
        if detail is None:
            return [tr("The text was purged; that the entry stood here is still proved.")]
        lines: list[str] = []
        for name, value in detail.items():
            if name in UNSHOWN:
                continue
            if name in self._pairs and isinstance(value, list) and len(value) == 2:
                lines.append(self._change(name, value))
            elif name == "changes" and isinstance(value, dict):
                lines += [self._change(field, value[field]) for field in self._told(value)]
            elif name == "changed" and isinstance(value, list):  # free text: that it changed, never what it said
                names = ", ".join(dict.fromkeys(self.field(str(each)) for each in value))
                lines += [tr("{field}: {value}", field=self.field(name), value=names)] if names else []
            elif name == "locked":
                lines.append(tr("What was typed stands here under the key of the case, and goes with the case."))
            elif name in _ENDS and isinstance(value, dict):
                lines.append(tr("{field}: {value}", field=self.field(name), value=self._ends(value)))
            elif value not in ("", None, [], {}):
                lines.append(tr("{field}: {value}", field=self.field(name), value=self.shown(value, name)))
        return lines

    @property
    def _silent(self) -> frozenset[str]:
        return self._kind.silent if self._kind else frozenset()

    @property
    def _pairs(self) -> frozenset[str]:
        return self._kind.pairs if self._kind else frozenset()

    def _told(self, values: Mapping[str, object]) -> list[str]:
        """The fields to read: an id says nothing more where the name, as it was then, stands beside it."""
        named = {name.removesuffix("_name") + "_id" for name in values if name.endswith("_name")}
        return [name for name in values if name not in self._silent | UNSHOWN | named]

    def _change(self, field: str, pair: object) -> str:
        old, new = pair if isinstance(pair, list) and len(pair) == 2 else (None, pair)
        if isinstance(old, dict) and isinstance(new, dict) and self._whole(new):  # a whole rule: only what differs
            parts = [self._moved(name, old.get(name), new[name]) for name in new if old.get(name) != new[name]]
            return tr("{field}: {value}", field=self.field(field), value="; ".join(parts))
        return tr(
            "{field}: {old} → {new}", field=self.field(field), old=self.shown(old, field), new=self.shown(new, field)
        )

    def _whole(self, values: Mapping[str, object]) -> bool:
        """Whether the keys are names of fields."""
        return bool(values) and all(self._source(name) for name in values)

    def _moved(self, name: str, old: object, new: object) -> str:
        return tr("{field} {old} → {new}", field=self.field(name), old=self.shown(old, name), new=self.shown(new, name))

    def _source(self, name: str) -> str:
        own = self._kind.fields if self._kind else {}
        return own.get(name) or FIELD_NAMES.get(name) or ""

    def field(self, name: str) -> str:
        """A field in words; "action 103, who" is that of the rows of a plan, whose number says nothing."""
        source = self._source(name) or self._source(_NUMBERED.sub("", name))
        return tr(source) if source else name

    def _ends(self, value: Mapping[str, object]) -> str:
        heads = {name: each[0] if isinstance(each, list) and each else each for name, each in value.items()}
        return "; ".join(f"{self._code('compartments', name)} {number}" for name, number in heads.items())

    def shown(self, value: object, field: str = "") -> str:
        """A value of an entry as people read it; of a field, since a code means what it means there."""
        if value is None or value in ("", [], {}):
            return tr("(empty)")
        if isinstance(value, bool):
            return tr("yes") if value else tr("no")
        if isinstance(value, list):
            return ", ".join(self.shown(item, field) for item in value)
        if isinstance(value, dict):
            parts = [
                self._part(name, value[name], field) for name in self._told(value) if value[name] not in ("", None)
            ]
            return "; ".join(part for part in parts if part)
        return self._code(field, str(value))

    def _part(self, name: str, value: object, field: str) -> str:
        if (field, name) == ("filter", "sort"):
            return ""
        own = self._source(name)
        if isinstance(value, list) and len(value) == 2 and own:  # old and new of a row that belongs to the record
            return self._moved(name, *value)
        if field == "filter" and isinstance(value, str):  # as typed after --filter: several codes with commas
            value = value.split(",")
        if own and field not in self._references and not self._reads(field):
            return f"{tr(own)} {self.shown(value, name)}"
        return f"{self._code(field, name)} {self.shown(value, '' if field in self._references else field)}"

    @property
    def _references(self) -> Mapping[str, Reference]:
        return {**REFERENCES, **(self._kind.references if self._kind else {})}

    def _reads(self, field: str) -> bool:
        return self._kind is not None and field in self._kind.reads

    def _code(self, field: str, text: str) -> str:
        kind = self._kind
        if kind is not None and field in kind.reads:
            return kind.reads[field](text)
        if self._free(field):
            return text
        if field == "of":
            return self._act(text)
        if field == "tables":
            return table_name(text)
        if field == "other" and text.partition("/")[0] in SUBJECT_NAMES:
            return subject_name(text, self.resolve)
        reference = self._references.get(field)
        own = kind.codes.get(field, {}) if kind is not None else {}
        if (
            text not in own
            and reference is not None
            and (known := self.people.get(text) or self.resolve(reference, text))
        ):
            return known
        source = own.get(text) or (kind.values.get(text) if kind is not None else "") or VALUE_NAMES.get(text)
        if source:
            return tr(source)
        if reference is not None and (_KEY.fullmatch(text) or _ACCOUNT.fullmatch(text)):
            return tr(reference.gone)
        if text in self.people:
            return self.people[text]
        return named(self.resolve, ACCOUNT, text) if _ACCOUNT.fullmatch(text) else moment(text) or text

    def _free(self, field: str) -> bool:
        """Whether a field is free text, where a word that is also a code somewhere stays what it is."""
        row = self._kind.row if self._kind else None
        column = row.__table__.columns.get(field) if row is not None else None
        return column is not None and isinstance(column.type, Text)

    def _act(self, code: str) -> str:
        """What was taken back. Entries have the action with or without its kind, or its English words."""
        whole = f"{self._kind.name}.{code}" if self._kind else code
        bare = code.partition("_")[2]
        for name in (code, whole, f"support_plans.{bare}", f"visits.{bare}"):
            if name in ACTION_NAMES:
                return tr(ACTION_NAMES[name])
        return tr(code)


def detail_lines(
    detail: Mapping[str, object] | None,
    subject: str = "",
    people: Mapping[str, str] | None = None,
    resolve: Resolve = unresolved,
) -> list[str]:
    """An entry's detail as lines to read; `people` are names behind account ids, `resolve` all others."""
    return Reader(subject, people or {}, resolve).lines(detail)


def moment(text: str) -> str:
    """A stored day or moment as people write it; empty for any other text."""
    if _DAY.fullmatch(text):
        return show_date(date.fromisoformat(text))
    return show_datetime(datetime.fromisoformat(text)) if _MOMENT.fullmatch(text) else ""
