"""The screens that bring an Excel register in and take a list out; the work is done by `app.exchange`."""
