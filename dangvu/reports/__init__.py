"""Reports: narrative with marks for figures, tables and charts; issued once, frozen, and recomputed equal ever after."""
