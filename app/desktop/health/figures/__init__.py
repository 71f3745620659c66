"""The screen of the station's figures: in full for the unit, and as they leave it."""
