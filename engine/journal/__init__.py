"""The journal: what was said and done, when it held and when it was recorded, and what was decided from it.

docs/journal.md explains the file and how to write to it.
"""
