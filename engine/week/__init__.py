"""The week: where strength stands beside the running, which rules gave way, and the plan as calendar, sheet and table."""
