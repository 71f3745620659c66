"""What the commune police keep: reports, from intake to outcome."""
