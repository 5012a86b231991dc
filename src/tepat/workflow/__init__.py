"""What a month needs from its files to its packets: the commands of the terminal and the web's workers both call it.

Nothing here prints, asks the environment or reads a clock: who calls says what to do, with what, in which language.
"""
