"""A month of punches: from a Parquet file to the month summary, beside the barest query over the same file."""
