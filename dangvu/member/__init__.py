"""The member's face: the own record, who read it, and what one may ask."""
