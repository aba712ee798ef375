"""The rulebook: its files read, checked and turned into the model."""
