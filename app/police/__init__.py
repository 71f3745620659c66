"""What the commune police keep, a folder for each record type: reports, inspections."""
