"""Any table, CSV or Excel, of an application that no other format is for: the operator describes it in a profile.

The profile stands in ``sumber.toml`` under the file's entry, ``profil = {...}`` (see `tepat.ingest.tabel.profile`).
``baris`` says what a row is: a punch, a day with arrival and departure, or a month summed up. ``kolom`` gives our name
of a column the name it has in the file. Columns that are not named are dropped at the door, also from quarantine:
such files carry places, distances and photographs.
"""

from tepat.ingest.format import Format
from tepat.ingest.tabel.reader import read_tabel, recognise_tabel

FORMAT = Format("tabel", ("Tabel dengan profil", "Table with a profile"), recognise_tabel, read_tabel)

__all__ = ["FORMAT"]
