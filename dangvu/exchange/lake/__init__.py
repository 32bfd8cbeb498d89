"""The lake: the books as Parquet files, and the same figures asked of them (docs/concepts/lake.md)."""
