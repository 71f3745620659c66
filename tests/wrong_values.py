"""Which values are in no list? Made from the annotations of a service: each parameter, each field of an entry in turn.

A name that this file does not know makes the test fail: whoever adds a service says here whether its texts and numbers
draw on a list (`DRAWN`) or are anybody's own words (`FREE`).
"""

import types
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import date, time
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

NOWHERE, NOBODY = "no_such_choice", 999_999
# Codes, names and numbers that stand for an entry of a list, a person, or a record.
DRAWN = frozenset(
    """
    account_id attachment_id authority catalogue classification code count_id deadline_id decline_ground
    duplicate_id establishment_id establishment_ids event_id expected_version finding_id findings inspection_id
    inspection_ids instance item_code item_id item_ids kind measures number_of officer_id other_id plan_id
    plan_item_id proposal_id report_id report_ids sanction_id source stage step track type_code types tracks
    unknown version_id violation_code village_id id month first last year share
    """.split()  # noqa: SIM905
)
# A person's own words and counts; a register's number as typed; what a filter or a draft holds.
FREE = frozenset(
    """
    seed address addressee amount at_most basis cert_number conclusion content decision_number description detail
    form from_elsewhere full_name ground handling identity label length licence_number limit media_type name
    note no_notice_reason notice_how number office opinion owner owner_opinion payload phone place points
    purpose reason recommendations record_id relayed_by residence_declared responsible reveal_reason
    reports_months risk_percent signer_name signer_title subject superior symbol term text threshold total user
    verification_result women with_contract establishment_name action actor before found count ask_before_days
    times decided_by fine_from fine_to establishment
    """.split()  # noqa: SIM905
)
# Numbers have bounds even where they are anybody's own; these are only asked for, never stored.
ENDLESS, UNBOUND = 10**30, frozenset({"limit", "before", "found"})
_PLAIN = (bool, time, bytes, Path, Decimal)


class NotSaid(Exception):
    """Neither `DRAWN` nor `FREE` knows the name."""


def wrong_values(name: str, kind: Any, value: Any, entries: Mapping[str, type[Any]]) -> Iterator[tuple[str, Any]]:
    """Each wrong value that could stand in the place of this one, with where in it the fault is.

    `entries` says which entry the `changes` of a service are about.
    """
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        kinds = [each for each in get_args(kind) if each is not type(None)]
        yield from wrong_values(name, kinds[0], value, entries)
    elif origin is not None and issubclass(origin, Mapping):
        yield from _changes(name, value or {}, entries)
    elif origin in (tuple, frozenset) or (origin is not None and issubclass(origin, Sequence)):
        yield from _several(name, get_args(kind)[0], origin, value or (), entries)
    elif isinstance(kind, type) and issubclass(kind, Enum):
        yield name, NOWHERE
    elif is_dataclass(kind):
        if value is not None:
            hints = get_type_hints(kind)
            for each in fields(kind):
                inside = getattr(value, each.name)
                for where, wrong in wrong_values(each.name, hints[each.name], inside, entries):
                    yield f"{name}.{where}", replace(value, **{each.name: wrong})
    elif kind is date:
        yield from ((f"{name}: {wrong}", wrong) for wrong in (date.min, date.max))
    elif kind in (str, int):
        yield from _one(name, kind)
    elif kind not in _PLAIN and origin is not Callable and getattr(origin, "__name__", "") != "Callable":
        raise NotSaid(f"{name}: {kind}")


def _one(name: str, kind: type[Any]) -> Iterator[tuple[str, Any]]:
    if name in DRAWN:
        yield name, NOWHERE if kind is str else NOBODY
    elif name not in FREE:
        raise NotSaid(name)
    elif kind is int and name not in UNBOUND:
        yield name, ENDLESS


def _several(
    name: str, kind: Any, origin: Any, value: Any, entries: Mapping[str, type[Any]]
) -> Iterator[tuple[str, Any]]:
    made = frozenset if origin is frozenset else tuple
    inside = next(iter(value), None)
    for where, wrong in wrong_values(name, kind, inside, entries):
        yield f"{where} in a list", made([wrong, *list(value)[1:]])


def _changes(name: str, value: Mapping[str, Any], entries: Mapping[str, type[Any]]) -> Iterator[tuple[str, Any]]:
    if name not in entries:
        if name not in FREE:
            raise NotSaid(name)
        return
    if name == "changes":
        yield f"{name} of no field", {**value, "no_such_field": NOWHERE}
    hints = get_type_hints(entries[name])
    for key, inside in value.items():
        for where, wrong in wrong_values(key, hints[key], inside, entries):
            yield f"{name}: {where}", {**value, key: wrong}
