"""The walls: header, keys, compartments, sessions, audit chain, backup. Knows no record type."""
