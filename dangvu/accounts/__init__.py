"""Accounts: who may log in and how, the slips that open an account without e-mail, and what was given to whom."""
