"""The tables of Wagtail, made at once: its own 167 migrations lead through ten years of its past, which no installation of ours has.

`make migrations` tells when a new version of Wagtail brings a change: `django makemigrations wagtailcore` then writes it beside the
first file.
"""
