"""Facts from history: knowledge/derivations/ read over the entries of a log."""
