"""Reports, complaints, denunciations, petitions and feedback: from receipt to outcome."""
