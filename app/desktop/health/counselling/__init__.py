"""The screens of counselling: the list, an opened session, its form with instruments, its part of a client's page."""
