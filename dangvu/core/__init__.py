"""The floor of the house: days, Vietnamese text, rounding, documents and charts. No Django and no models."""
