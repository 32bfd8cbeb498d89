"""The door: what the login's kept library is told about this house, and the second factor before anything else."""
