"""The social unit's records: support cases, consents, needs, plans, services, loans, visits; all in `social.db`."""
