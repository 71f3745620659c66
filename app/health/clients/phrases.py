"""How does somebody return who lost the card? By a phrase they chose, of which only slow hashes are kept.

Two Argon2id hashes (64 MiB each) stand for a phrase. One, under a salt of the station, gives ten bits: the *bucket* in
which a lookup finds the few clients it may be, without trying everybody. The other, under the client's own salt, says
whether it is this one. So a phrase is found in a fraction of a second, and:

- whoever steals the disk has the compartment's encryption to break first;
- whoever holds the compartment's key (a colleague with a tool of their own) reads no phrase, and pays one slow hash for
  each phrase they guess and one more for each client in its bucket; there is no table made for all clients at once. A
  keyed fast hash would not do: its key would lie in the same file;
- whoever sits at the window is slowed down: after `FREE` attempts that found nobody, further ones wait.
  Each attempt is audited, without what was typed.

A phrase that people say to one another is weak all the same: the window asks for three words that are not a saying.
Two clients with the same phrase are offered to nobody without a second fact.
"""

import hmac
import secrets
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from app.common.asking import wrong
from app.common.choices import NOT_LISTED
from app.common.i18n import N_
from app.common.permissions import require
from app.common.text import fold, words
from app.health.clients.models import Client, Phrase, PhraseAttempt, PhraseSalt
from app.health.clients.terms import KIND, SEX_NAMES
from app.vault import keys
from app.vault.compartments import Compartment
from app.vault.errors import Invalid, NotFound, Refused, TooManyAttempts
from app.vault.session import Session, Work

WORDS, LETTERS = 3, 12
BUCKETS = 1 << 10
FREE, WINDOW = 5, timedelta(minutes=15)
_SALT = 16
# What the salts are bound to, beside the salt itself (keys.stretch).
_STATION, _CLIENT = "phrase bucket", "phrase of a client"


@dataclass(frozen=True)
class Returned:
    """A client that a phrase may lead to."""

    client_id: int
    code: str


def folded(phrase: str) -> str:
    """The phrase as it is compared: whoever says it again need not mind marks, case and blanks."""
    return " ".join(words(fold(phrase)))


def too_short(phrase: str) -> Invalid | None:
    """Why this phrase is too easily guessed, or None."""
    parts = folded(phrase).split()
    if len(set(parts)) < WORDS or sum(map(len, parts)) < LETTERS:
        return Invalid(
            N_("The phrase needs at least {words} different words and {letters} letters, and should be no saying."),
            words=WORDS,
            letters=LETTERS,
        )
    return None


def write(work: Work, client: Client, phrase: str) -> None:
    """Keep the phrase of a client in place of the one before; an empty one takes it off."""
    row = work.db.get(Phrase, client.id)
    text = folded(phrase)
    if not text:
        if row is not None:
            work.db.delete(row)
        return
    bucket, salt = _bucket(text, _station_salt(work)), secrets.token_bytes(_SALT)
    if row is None:
        row = Phrase(client_id=client.id)
        work.db.add(row)
    row.bucket, row.salt, row.hash = bucket, salt, _hash(text, salt, _CLIENT)
    work.db.flush()


def find(session: Session, phrase: str, birth_year: int | None = None, sex: str = "") -> list[Returned]:
    """The clients whose phrase this is: one, or those of several whom the second fact leaves.

    Raises Refused when several have it and no second fact was told, NotFound, TooManyAttempts. Each attempt is audited.
    """
    require(session, "health-clients.return")
    if sex not in ("", *SEX_NAMES):
        raise wrong({"sex": Invalid(NOT_LISTED)})
    with session.work(Compartment.HEALTH) as work:
        _slow_down(work)
        said = _whose(work, folded(phrase))
        fitting = [
            client
            for client in said
            if (birth_year is None or client.birth_year in (None, birth_year)) and sex in ("", client.sex)
        ]
        unclear = len(said) > 1 and birth_year is None and not sex
        work.db.add(PhraseAttempt(at=work.now, by=session.account.id, found=bool(fitting) and not unclear))
        work.audit(f"{KIND}.return", KIND, found=0 if unclear else len(fitting))
        found = [Returned(client.id, client.code) for client in fitting]
    if unclear:
        raise Refused(
            N_("This phrase alone does not say who it is. Ask for the year of birth or the sex as well, and try again.")
        )
    if not found:
        raise NotFound(N_("No client has this phrase. Ask the person to say it again, word by word."))
    return found


def _slow_down(work: Work) -> None:
    since = work.now - WINDOW
    missed = work.db.scalars(
        select(PhraseAttempt.at)
        .where(PhraseAttempt.at > since, PhraseAttempt.found.is_(False))
        .order_by(PhraseAttempt.at.desc())
        .limit(FREE)
    ).all()
    if len(missed) == FREE:
        raise TooManyAttempts(
            N_("Too many phrases were tried that nobody has. Wait {seconds} seconds, or use the code on the card."),
            seconds=int((missed[-1] + WINDOW - work.now).total_seconds()) + 1,
        )


def _whose(work: Work, text: str) -> list[Client]:
    if not text or work.db.get(PhraseSalt, 1) is None:
        return []
    rows = work.db.execute(
        select(Phrase, Client)
        .join(Client, Client.id == Phrase.client_id)
        .where(Phrase.bucket == _bucket(text, _station_salt(work)), Client.listed)
        .order_by(Client.code)
    )
    return [client for row, client in rows if hmac.compare_digest(row.hash, _hash(text, row.salt, _CLIENT))]


def _station_salt(work: Work) -> bytes:
    row = work.db.get(PhraseSalt, 1)
    if row is None:
        row = PhraseSalt(id=1, salt=secrets.token_bytes(_SALT))
        work.db.add(row)
        work.db.flush()
    return row.salt


def _bucket(text: str, salt: bytes) -> int:
    return int.from_bytes(_hash(text, salt, _STATION)[:4]) % BUCKETS


def _hash(text: str, salt: bytes, purpose: str) -> bytes:
    return keys.stretch(text, purpose, salt, keys.WEAKEST)
