"""How do clients appear to scripts and in exports? The kind `health-clients` as it is registered: by code alone."""

from dataclasses import replace

from app.common.i18n import N_
from app.common.kinds import Document
from app.common.records.kind import kind_of
from app.health.appointments import audited as appointments_audited
from app.health.appointments import services as appointments
from app.health.care import audited as care_audited
from app.health.care import queries as care
from app.health.clients import erasure, queries, services
from app.health.clients.declared import CLIENTS
from app.health.clients.terms import BASIS_NAMES, MORE_NAMES, SAFE_WAY_NAMES, key_groups
from app.health.clients.unnamed import names_nobody
from app.health.clients.values import ClientDetail
from app.vault.session import Session

ACTIONS: dict[str, str] = {
    "intake": N_("Opened a new client's record"),
    "open": N_("Looked at a client's record"),
    "search": N_("Searched the station's clients"),
    "return": N_("Looked for a client by phrase"),
    "reveal": N_("Saw name and contact of a client"),
    "edit": N_("Changed a client's record"),
    "identify": N_("Changed name and contact of a client"),
    "phrase": N_("Set the phrase of a client"),
    "consent": N_("Recorded consent or refusal of a client"),
    "withdraw_consent": N_("Recorded a client's consent as withdrawn"),
    "calm": N_("Marked a client's urgent matter as dealt with"),
    "pause": N_("Paused a client's record"),
    "resume": N_("Went on with a client's record"),
    "leave": N_("Recorded that a client comes no more"),
    "come_back": N_("Recorded that a client came back"),
    "withdraw": N_("Recorded that a client withdrew consent"),
    "erase": N_("Erased a client's record"),
    "print": N_("Printed a client's card"),
    "print_appointment": N_("Printed an appointment slip"),
    "print_consent": N_("Printed a consent form for tests"),
    "print_referral": N_("Printed a referral slip"),
    "export": N_("Exported clients by code"),
}


def show_document(session: Session, code: str) -> Document:
    """A client by the code with the person hidden; the opening is audited."""
    client_id = services.find_code(session, code)
    return _detail(services.show_client(session, client_id)) | _belonging(session, client_id)


def reveal_document(session: Session, code: str, reason: str) -> Document:
    """A client with name and contact, where any were left; audited, the reason in the client's own timeline."""
    client_id = services.find_code(session, code)
    detail = services.reveal(session, client_id, reason)
    return (
        _detail(detail)
        | _belonging(session, client_id)
        | {
            "name": detail.person.name or None,
            "phone": detail.person.phone or None,
            "other_contact": detail.person.other_contact or None,
        }
    )


def _detail(detail: ClientDetail) -> Document:
    facts = detail.facts
    return {
        "number": detail.code,
        "code": detail.code,
        "state": detail.state.value,
        "urgent": detail.urgent,
        "source": facts.source.value,
        "sex": facts.sex or None,
        "birth_year": facts.birth_year,
        "age_band": detail.band.value if detail.band else None,
        "key_group": facts.key_group or None,
        "key_group_name": key_groups().get(facts.key_group, facts.key_group) or None,
        "village": detail.village or None,
        "safe_way": facts.safe_way.value if facts.safe_way else None,
        "safe_when": facts.safe_when or None,
        "note": facts.note or None,
        "basis": detail.basis.value,
        "basis_note": detail.basis_note or None,
        "first_on": facts.first_on.isoformat() if facts.first_on else None,
        "last_visit_on": detail.last_visit_on.isoformat(),
        "next_visit_on": detail.next_visit_on.isoformat() if detail.next_visit_on else None,
        "left_reason": detail.left_reason.value if detail.left_reason else None,
        "left_on": detail.left_on.isoformat() if detail.left_on else None,
        "withdrawn_on": detail.withdrawn_on.isoformat() if detail.withdrawn_on else None,
        "erase_by": detail.erase_by.isoformat() if detail.erase_by else None,
        "has_phrase": detail.has_phrase,
        "consents": [
            {
                "purpose": each.purpose,
                "recipient": each.recipient or None,
                "state": each.state.value,
                "how": each.how.value if each.how else None,
                "given_on": each.given_on.isoformat(),
                "until": each.until.isoformat() if each.until else None,
                "expired": each.expired,
            }
            for each in detail.consents
        ],
        "timeline": [
            {
                "at": each.at.isoformat(),
                "by": each.by,
                "action": each.action,
                "from": each.from_state.value if each.from_state else None,
                "to": each.to_state.value if each.to_state else None,
                "note": each.note or None,
            }
            for each in detail.timeline
        ],
        "version": detail.version,
    }


def _belonging(session: Session, client_id: int) -> Document:
    of_client = care.of_client(session, client_id)
    return {
        "appointments": [
            {
                "on": each.on.isoformat(),
                "at": each.at or None,
                "state": each.state.value,
                "remind": each.remind,
                "note": each.note or None,
            }
            for each in appointments.of_client(session, client_id)
        ],
        "care": [
            {
                "service": each.service,
                "service_name": each.service_name,
                "facility": each.facility or None,
                "state": each.state.value,
                "referred_on": each.referred_on.isoformat(),
                "arrived_on": each.arrived_on.isoformat() if each.arrived_on else None,
                "ended_on": each.ended_on.isoformat() if each.ended_on else None,
                "outcome": each.outcome.value if each.outcome else None,
                "checks": [
                    {
                        "months": line.months,
                        "due_on": line.due_on.isoformat(),
                        "kept": line.kept.value if line.kept else None,
                    }
                    for line in each.checks
                ],
            }
            for each in of_client.care
        ],
        "partners": [
            {
                "choice": each.choice.value,
                "chosen_on": each.chosen_on.isoformat(),
                "done_on": each.done_on.isoformat() if each.done_on else None,
            }
            for each in of_client.partners
        ],
    }


def erase_document(session: Session, code: str, reason: str) -> Document:
    """Erase a client's record; what the certificate says. The reason is not kept: it could name somebody."""
    done = erasure.erase_client(session, services.find_code(session, code), code)
    return {
        "code": done.code,
        "erased_at": done.at.isoformat(),
        "by": done.by,
        "ground": done.ground,
        "counts": done.counts,
        "backups_replaced": list(done.backups),
    }


_DECLARED = kind_of(
    CLIENTS,
    actions=ACTIONS,
    show=show_document,
    search=queries.find_clients,
    snippet=lambda _hit: "",
    note_search=services.DESK.note_search,
    fields=MORE_NAMES
    | {"village_name": N_("Village"), "served": N_("Served now"), "document": N_("Document"), "ground": N_("Ground")},
    values={str(code): words for names in (BASIS_NAMES, SAFE_WAY_NAMES) for code, words in names.items()},
    fit=names_nobody,
)
# The audit keeps actions alone, never a field of the record.
HEALTH_CLIENTS = replace(
    _DECLARED,
    actions={**_DECLARED.actions, **appointments_audited.ACTIONS, **care_audited.ACTIONS},
    codes={**_DECLARED.codes, "ground": {"withdrawal": N_("Consent withdrawn"), "request": N_("A wish of the person")}},
    row=None,
    silent=frozenset(),
    reveal=reveal_document,
    erase=erase_document,
    finish=erasure.finish,
)
