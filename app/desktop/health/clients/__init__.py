"""The clients of the health station: by code, opened one at a time; what belongs to them stands on their page."""
