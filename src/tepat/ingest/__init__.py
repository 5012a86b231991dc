"""Reading what machines, applications and offices deliver: one folder per source format.

A format's folder holds its contract (what a record is, and what each field may be), how its files are recognised, and
its reader. A reader decides nothing about people or duties: it turns bytes into records that say where they stood, and
puts what it cannot read into quarantine with a reason. Nothing is dropped.
"""
