"""The year's inspection plan: which premises are chosen, by what method, and how far the plan has come."""
