"""Casework: the member's life and the organisation's life as dossiers that move by a table and end in ledger entries."""
