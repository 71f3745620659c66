"""Treatment and referral, as they stand on the page of a client; care has no page of its own."""
