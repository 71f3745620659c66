"""What does somebody need, asked again over time: assessments of a case, domain by domain, and how they compare."""
