"""Privacy: who read what, what a member may know and ask, what is erased and when, and numbers too small to be shown."""
