"""The plan: which exercises, how much, in what order, from what was decided and what the athlete has."""
