"""What may be told of the station's work in numbers, inside the unit and outside it."""
