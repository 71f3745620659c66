"""The papers of the social unit: what each says (`facts`), how records become that (`filled*`), and who may print it.

`services.make` gives a paper its number and copy, notes it in the timeline and in the audit. A name stands only on a
paper that somebody signs or that goes to the person, or to whom the person agreed; every other has the code alone.
"""
