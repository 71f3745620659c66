"""What does somebody get through who has a key, a tool of their own and the vault's folder?

Each module beside this one holds attacks of one kind and names them in `ATTACKS`. An attack works on a vault of
its own, tries something so many times, and counts what got through unseen and what was lost. `python -m tests.attack`
runs them in full and prints the table of `docs/security.md`; the suite runs the short form of each.
"""
