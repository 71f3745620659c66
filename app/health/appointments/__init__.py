"""When does a client come again? Appointments and their reminders; neither ever says what for."""
