"""The screens of tests: the list, an opened test with its result behind a click, steps, a part of a client's page."""
