"""Inference: the rulebook's conclusions for one athlete, reached twice and compared."""
