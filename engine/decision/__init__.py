"""The decision: what the conclusions mean for one athlete today, and why, in words."""
