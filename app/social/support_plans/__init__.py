"""Support plans of a case: goals in the client's words, who does what by when, reviewed and signed by both."""
