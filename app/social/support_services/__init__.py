"""What support does a person get: counselling, training, a job, help, shelter, school? Each has a life of its own."""
