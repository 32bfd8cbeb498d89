"""Quality of the books: gaps to be mended where they are seen, two records of one person, sheets to be filled in by hand."""
