"""Words for what the audit keeps, free of Qt: for the audit's page, the restore review and the command line."""
