"""Attendance, pure: punches, rosters, calendar, leave and outages to a day ledger and a month summary.

The way of a punch::

    ketukan ──► pemilik ──► tugas ──► pasangan ──► harian ──► disiplin
    what the    whose it    which     arrival and  the day    the month
    device      is, on      duty's    departure    ledger     summary
    wrote       that day    window

Everything is a table of one DuckDB connection that is passed in; nothing here reads files, the clock or the
environment. Times are wall-clock times of the unit a person works in.
"""
