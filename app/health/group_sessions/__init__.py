"""Group communication and mobile-clinic sessions: numbers only, nobody's name, code or result."""
