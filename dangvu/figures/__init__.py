"""Figures: declared once, summed over postings, for any organisation, date and moment of knowledge."""
