"""The commands, one file each. cli.py names them; a file is imported when its command runs."""
