"""The interview: what is asked, in which order, and what the answers mean."""
