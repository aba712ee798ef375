"""The lists of rules that files may hold: where each stands, and what becomes of it."""

from __future__ import annotations

PARTS: dict[str, tuple[str, str, bool | None]] = {
    # list -> where the model holds it; the rules' kind; whether being met is good for the athlete (None: neither)
    "advancing": ("advancing", "advancing", True),
    "reductions": ("reductions", "reductions", False),
    "regressions": ("regressions", "regressions", False),
    "today.recover": ("today", "recover", False),
    "today.reduce": ("today", "reduce", False),
    "today.warn": ("today", "warn", None),
    "placement.caps": ("caps", "cap", False),
    "notes": ("notes", "note", None),
    "tier_caps": ("tier_caps", "tier_cap", False),
    "frequency": ("frequency", "frequency", None),
    "left_out": ("left_out", "left_out", False),
    "cycles": ("cycles", "cycle", None),
    "week.never": ("week_never", "week", None),
    "week.gives_way": ("week_gives_way", "week", None),
    "running_load.flat": ("running_load", "flat", False),
    "running_load.apart": ("running_load", "apart", False),
    "running_load.warn": ("running_load", "warn", None),
    "progression.less": ("progression", "less", False),
    "progression.same": ("progression", "same", False),
    "progression.more": ("progression", "more", True),
    "progression.plateau": ("plateaus", "plateau", None),
    "squad.look": ("squad_look", "look", None),
}
BANDS = "time_off.bands"
RULES = ("lines", *PARTS, BANDS)  # a gate's lines and the bands of days off are read in their own way
