"""The entrance: from a folder of CSV or Parquet files to typed tables, findings, and the people whose month waits.

- ``sources``: which files the folder holds
- ``csvfile``: a CSV file: encoding, header, shape, and the line a record stands on
- ``parquet``: a Parquet file as canonical text
- ``sheets``: a file in the database: the text of every cell beside its value
- ``cells``: how a cell's text becomes a value, and what is wrong with it when it does not
- ``faults``: everything wrong in the rows, collected by set statements
- ``people``: whose month waits for it
- ``tables``: the tables the engine computes from
- ``words``: faults as findings with place and words
- ``admit``: all of it in order
"""

from tepat.engine.entrance.admit import Admission, admit
from tepat.engine.entrance.scope import Contract
from tepat.engine.entrance.words import place_rows

__all__ = ["Admission", "Contract", "admit", "place_rows"]
