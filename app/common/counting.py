"""How far is a list counted? It imports nothing: what shows the number stands before any vault is open."""

# The exact number of so many lines tells nobody anything, and costs seconds.
MOST_COUNTED = 10_000
