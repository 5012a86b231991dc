"""Product files: one folder each, from a result to what treasury, bank or auditor asks for."""
