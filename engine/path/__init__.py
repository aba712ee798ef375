"""The path: the cheapest way through to a phase, each decided again, with dates."""
