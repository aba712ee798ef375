"""The commands that have a file of their own: arguments in, one call, text and an exit code out."""
