"""The month over arrays: the same typed formulas as the SQL statement, computed column by column in numpy.

    columns      a column of facts or amounts: whole numerators and which of them are known
    operations   what each node of the typed tree does to columns
    rounding     the named roundings of whole columns
    lookup       tables and bands
    dates        dates and instants
    program      formulas put in order, each shared part once
    month        every variable of a rule book, chunk by chunk on several threads
    exchange     columns from and to DuckDB

Exact as the statement is: integers whose width the proven bounds choose, no float anywhere.
"""
