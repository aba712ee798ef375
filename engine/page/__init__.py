"""What the athlete and other programs see: the page as text, and the decision as JSON."""
