"""How do group sessions appear to scripts and in exports? The kind `health-sessions`; numbers only."""

from app.common.records.kind import kind_of
from app.health.clients.unnamed import names_nobody
from app.health.group_sessions import queries, rules, services
from app.health.group_sessions.declared import GROUP_SESSIONS

HEALTH_SESSIONS = kind_of(
    GROUP_SESSIONS,
    actions=rules.AUDITED,
    show=queries.show_document,
    search=queries.search_sessions,
    snippet=lambda row: row.place,
    note_search=services.DESK.note_search,
    fit=names_nobody,
)
