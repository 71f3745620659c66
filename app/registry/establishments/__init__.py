"""The register of premises that serve the public: every unit lists them, the commune police keep it."""
