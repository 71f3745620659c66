"""Follow-up visits and contacts of a case: planned in the client's safe way, made, missed or cancelled."""
