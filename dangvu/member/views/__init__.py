"""Pages of the member's face: one module a subject."""
