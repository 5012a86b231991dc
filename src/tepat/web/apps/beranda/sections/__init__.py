"""One module for each role: what waits for whoever has it."""
