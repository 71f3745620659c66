"""Where the station's papers are chosen: for a client, for a test, and the stock report of a month."""
