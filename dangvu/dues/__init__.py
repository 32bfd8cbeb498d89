"""Party dues: what the rule of a month makes of a member's pay, who has paid, who owes three months (domain guide §5)."""
