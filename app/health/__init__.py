"""The health station's records: clients by code, counselling, screening, treatment, supplies; all in `health.db`."""
