"""Writers: a typed tree as an expression of one SQL dialect.

Each dialect has its own, since each divides, overflows and treats the unknown in its own way.
"""
