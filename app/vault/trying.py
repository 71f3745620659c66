"""Would the newest backup bring everything back? It is restored into a scratch folder, opened, verified, compared."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from app.vault import audit, header, integrity, judging, manifests, scratch, slots
from app.vault.audit import Head
from app.vault.backup import Backup
from app.vault.compartments import Compartment
from app.vault.errors import Damaged, NotFound, Refused
from app.vault.fetching import fetch, open_as_then, vault_in
from app.vault.integrity import Problem
from app.vault.manifests import Manifest
from app.vault.session import Session

ACTION = "backup.tried"
EVERY = timedelta(days=30)


@dataclass(frozen=True)
class Tried:
    """What came of it. `opened` are the compartments that were verified, with their numbers of audit entries.

    Of the others, which this person may not open, each byte was compared with the manifest.
    """

    backup: Backup
    opened: Mapping[Compartment, int]
    compared: tuple[Compartment, ...]
    problems: tuple[Problem, ...]

    @property
    def ok(self) -> bool:
        return not self.problems


def try_out(session: Session, chosen: Backup | None = None, progress: audit.Progress = audit.no_progress) -> Tried:
    """Restore a backup (else the newest that counts) for trial; the audit of the registry tells how it went.

    Raises NotFound when there is none, NotABackup, and the environment's errors, a full disk among them.
    """
    chosen = chosen or judging.newest(session)
    if chosen is None:
        raise NotFound("There is no backup to try. Make one now.")
    why_not = judging.judge(session, chosen).why_not
    if why_not is not None:
        raise why_not
    manifest = manifests.read(chosen.folder)
    opened, problems = _tried(session, chosen, manifest, progress)
    rest = tuple(part for part in manifest.compartments if part not in opened)
    done = Tried(chosen, {part: end.seq for part, end in opened.items()}, rest, tuple(problems))
    with session.work(Compartment.REGISTRY) as work:
        work.audit(ACTION, "", backup=chosen.folder.name, ok=done.ok)
    return done


def _tried(
    session: Session, chosen: Backup, manifest: Manifest, progress: audit.Progress
) -> tuple[dict[Compartment, Head], list[Problem]]:
    erased = frozenset(Compartment) - set(manifest.compartments)
    with scratch.scratch(session.vault.folder, scratch.TRIAL) as place:
        try:
            fetch(chosen, manifest, place, manifest.files)
        except Damaged:
            return {}, [Problem(chosen.folder.name, "The files of this backup are not those of its manifest.")]
        try:
            with vault_in(place, header.parsed(place)) as copy:
                then = open_as_then(copy, slots.secrets_of(session), session.account.user, None, erased)
                try:
                    found = integrity.verify_copy(then, then.compartments, progress)
                    ends = then.heads()
                finally:
                    then.close()
        except (Damaged, Refused):
            return {}, [Problem(chosen.folder.name, "This backup cannot be opened with the keys of today.")]
    wrong = [part for part, end in ends.items() if manifest.heads.get(part, end) != end]
    other_ends = [
        Problem(part.value, "The records in the backup do not end where its manifest says.") for part in wrong
    ]
    return ends, [*found.problems, *other_ends]


def due(session: Session) -> bool:
    """Whether a trial should be made again: there is a backup, and the last good trial was a month ago."""
    if judging.newest(session) is None:
        return False
    now = session.clock()
    with session.read() as db:
        for entry in audit.entries(db, Compartment.REGISTRY, action=ACTION):
            if (entry.detail or {}).get("ok") is True and now - EVERY < entry.at <= now + timedelta(days=1):
                return False
    return True
