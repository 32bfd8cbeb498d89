"""Meetings and conferences: called, the roll taken, voted, minuted, scored, and booked with one entry when they are closed."""
