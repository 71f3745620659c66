"""Which screens does the police have for inspections?"""
