"""The users' guide on the site and the first day's tour: chapters read from the documentation, steps and who has taken them."""
