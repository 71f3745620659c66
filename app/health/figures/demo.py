"""The demo has the figures of last year published."""

from app.health.figures import rules, services
from app.vault.session import Session


def fill(session: Session, _seed: int) -> None:
    """As a lead does it in January."""
    services.publish_period(session, rules.year(session.today().year - 1))
