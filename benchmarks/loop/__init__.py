"""The month as most programs of this kind compute it: person by person, from rows of a database, in binary numbers."""
