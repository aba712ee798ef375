"""Proofs: what holds of every athlete that the measures' ranges allow, solved and not sampled. It takes z3."""
