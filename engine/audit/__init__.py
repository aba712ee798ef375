"""The audit: a past decision found again, followed down to its facts, questioned and checked."""
