"""The office's face: pages for clerks and secretaries."""
