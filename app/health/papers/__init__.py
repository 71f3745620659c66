"""The station's papers for a client: by code, without a name, and no word on card or slip that names a matter."""
