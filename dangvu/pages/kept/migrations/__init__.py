"""First migrations of Wagtail's applications, one folder each."""
