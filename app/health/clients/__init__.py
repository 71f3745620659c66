"""Who comes to the station: a code and what care needs; a name only where the person wished to leave one."""
