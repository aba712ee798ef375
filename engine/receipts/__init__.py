"""Receipts: what is recorded as a chain of fingerprints; verified, replayed, and taken along."""
