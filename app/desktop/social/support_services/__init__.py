"""Support services on the screen: the register, a service with its steps, and its part of a case's page."""
