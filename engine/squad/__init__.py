"""Many athletes at a glance: one row each, those that need a look first, and what changed since an earlier day."""
