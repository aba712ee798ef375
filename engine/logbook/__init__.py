"""The logbook: the check-in before a session and what was done in it, from prompts, flags or a CSV file to an entry.

    what was typed (said.py)  ->  read (check_in.py, session.py)  ->  a draft  ->  the journal (recording.py)

The three ways end in the same texts, which one reader turns into the entry: so they give the same entry, to the byte.
docs/log.md explains the command.
"""
