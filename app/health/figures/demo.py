"""The demo has the figures of last year published."""

from app.health.figures import services
from app.vault.session import Session


def fill(session: Session, _seed: int) -> None:
    """As a lead does it in January."""
    services.publish_period(session, services.year(session.today().year - 1))
