"""What can go wrong, as sentences a person can act on.

A sentence is English source text with `{values}`; `app.common.i18n.sentence` shows it in the language
of the screen. Each says what happened, that nothing was lost, and what to do. `exit_code` is the
command line's contract: 1 the input or the vault is wrong, 3 wrong password or not this account's to do.
"""

from typing import ClassVar


class AppError(Exception):
    """An expected refusal: shown as a sentence, never as a traceback."""

    exit_code: ClassVar[int] = 1

    def __init__(self, sentence: str, /, **values: object) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.values = values

    def __str__(self) -> str:
        return self.sentence.format_map(self.values) if self.values else self.sentence


# --- the environment: disk, folder, another program -------------------------------------------------


class Environment(AppError):
    """Something outside the app: the folder, the disk, another window."""


class VaultMissing(Environment):
    """There is no vault in that folder, or one of its files is gone."""


class ReadOnlyFolder(Environment):
    """The folder cannot be written."""


class InUse(Environment):
    """Another window or command has this vault open."""


class NetworkShare(Environment):
    """The folder lies on a network share, where SQLite's locks cannot be trusted."""


class DiskFull(Environment):
    """No room left; the transaction was rolled back."""


class Damaged(AppError):
    """A file does not hold what it should; nothing was changed."""


class SchemaChanged(Damaged):
    """A file's tables, indexes, triggers or views are not what the migrations make: changed with another tool."""


class SchemaUnreadable(SchemaChanged):
    """So changed that SQLite cannot read the schema: not even a rescue opens it."""


class RescueOnly(Damaged):
    """The vault is open read-only, because a file of it was changed with another tool."""


# What was written is not there when it is read back in the same transaction.
NOT_TAKEN = (
    "The file did not take what was to be written: it was changed with another tool. Nothing was saved."
    " Do not enter anything; tell the lead of your unit and restore the latest backup into another folder."
)


class NewerFormat(AppError):
    """The vault was written by a newer version of the app."""


class Forged(Damaged):
    """A signature or a pinned key does not match: somebody changed what only its owner may change."""


# --- the person --------------------------------------------------------------------------------------


class Refused(AppError):
    """Not this account's to do. The sentence says why and what would be needed."""

    exit_code = 3


class WrongPassword(Refused):
    """Name or password do not match; the same sentence whether or not the account exists."""


class TooManyAttempts(Refused):
    """Wait before the next attempt; `values["seconds"]` says how long."""


class NotForYou(Refused):
    """A sealed field was not sealed to this account."""


# --- the input ---------------------------------------------------------------------------------------


class Invalid(AppError):
    """What was entered cannot be stored. `fields` maps a field's name to its own AppError."""

    def __init__(self, sentence: str, /, fields: "dict[str, AppError] | None" = None, **values: object) -> None:
        super().__init__(sentence, **values)
        self.fields = fields or {}


class NotFound(AppError):
    """No such record, or none that this account may know of."""


class Conflict(AppError):
    """Somebody saved the same record meanwhile; nothing was overwritten.

    `theirs` is the record as it is stored now.
    """

    def __init__(self, sentence: str, /, theirs: object = None, **values: object) -> None:
        super().__init__(sentence, **values)
        self.theirs = theirs


class Cancelled(AppError):
    """The person cancelled; everything is as it was before."""
