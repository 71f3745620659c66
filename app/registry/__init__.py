"""What the units share: accounts, villages, establishments, catalogues, the calendar."""
