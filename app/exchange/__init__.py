"""What leaves and enters the app: Excel in and out, Word documents, sealed packages."""
