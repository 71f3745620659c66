"""Việc hôm nay: what is late, due, brought up, waiting or half-written, of every record type that a person works on."""
