"""Each contender alone in a process, at every size: its time, its memory, and who is wrong."""
