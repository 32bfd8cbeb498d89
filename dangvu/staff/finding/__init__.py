"""The one search box: what it looks through, and how what is found is shown."""
