"""The site of a rulebook: plain HTML files with relative links, made of what `rules show` shows."""
