"""How is the form of a record set up that exists already? Begun from what it said, saved against the version seen."""

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from app.common.drafts import Draft
from app.desktop.records.conflict import Mine
from app.desktop.records.drafts import from_plain, plain_of, to_plain
from app.desktop.records.form_page import FormEntry, Work
from app.desktop.records.record_type import DraftsIn
from app.desktop.widgets import Form


class Begun(Protocol):
    """A record being changed: which, since which version, what was tried last, and how that is stored."""

    id: int
    number: str
    version: int
    tried: dict[str, Any]

    def work(self, values: Any) -> Work | None: ...

    def store(self, version: int, changes: Mapping[str, Any]) -> Any: ...


def where_begun(draft: Draft | None, version: int, before: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    """The version and the values from which a change goes out: those of now, or of when the draft was begun."""
    if draft is None:
        return version, before
    kept = {name: from_plain(value) for name, value in draft.payload.get("before", {}).items() if name in before}
    return int(draft.payload.get("version") or version), before | kept


def changing_entry(
    form: Form,
    begun: Begun,
    before: Mapping[str, Any],
    *,
    title: str,
    help: str,
    drafts: DraftsIn,
    draft_form: str,
    first: str,
    names: Mapping[str, str],
    stored: Callable[[Any, str], Any],
    shown: Callable[[str, Any], str],
) -> FormEntry:
    """The form of a record that is changed; a conflict shows both versions, field by field of `names`.

    `stored(theirs, name)` is a field's value in the other version, `shown(name, value)` a value as a person reads it.
    """
    plain = {name: to_plain(value) for name, value in before.items()}
    return FormEntry(
        title=title,
        help=help,
        form=form,
        drafts=drafts,
        draft_form=draft_form,
        record_id=str(begun.id),
        collect=lambda: {
            "values": plain_of(form),
            "number": begun.number,
            "version": begun.version,
            "before": plain,
        },
        save=lambda values, _incomplete: begun.work(values),
        first=lambda: first,
        mine=lambda _error: Mine(
            before=before,
            changes=begun.tried,
            names=names,
            stored=stored,
            shown=shown,
            save=begun.store,
        ),
        owner=begun,
    )
