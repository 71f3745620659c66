"""Which screens does the police have for the year's inspection plan?"""
