"""The week: where strength stands beside the running, which rules gave way; and the plan in its other formats."""
