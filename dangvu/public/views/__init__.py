"""Views of the public and of the editor's room."""
