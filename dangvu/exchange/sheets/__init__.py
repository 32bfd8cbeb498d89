"""Lists of people that offices hold in Excel: read, understood, looked at by a human, then recorded through the ledger's own services."""
