"""Facts and a rule book to amounts, findings and a receipt; exactly, and for everybody at once."""
