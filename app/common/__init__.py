"""What every unit uses: text, dates, deadlines, search, imports. Knows no unit."""
