"""The two samples of the season: a runner new to strength work, and one who races and has lifted for some months."""

from __future__ import annotations

from datetime import date as Date
from typing import Any

from .body import AWAY, MISSED, Story

QUIET: dict[str, tuple[Any, float, float]] = {
    "bsi_history_2y": (0, 0, 0), "bsi_high_risk_2y": (0, 0, 0), "menstrual_status": (0, 0, 0),
    "hop_pain_bony": (False, 0, 0), "swelling_effusion": ("none", 0, 0),
}  # fmt: skip
FIRST = Date(2026, 3, 2)

NOVICE = Story(
    name="sample-novice",
    first=FIRST,
    said={
        "profile": {"age_years": 41, "sex": "female", "body_mass_kg": 66, "running_years": 3},
        "history": {"strength_weeks": 0, "sessions_per_week": 0, "single_leg": False, "slow_calf_weeks": 0,
                    "jumping": False, "clean": False, "weeks_since": 60, "tendon": False, "birth": False,
                    "cycles": True},
        "equipment": ["band", "dumbbell", "step"],
        "week": {"available_days": ["tue", "fri", "sat"], "session_minutes": 35},
        "running": {"days": ["mon", "thu", "sun"], "hard_days": ["thu"], "long_day": "sun", "km_week": 24,
                    "terrain": "flat", "min_week": 160},
        "races": [{"date": "2026-09-13", "priority": "A"}],
        "injuries": "none",
    },
    tests={
        **QUIET,
        "ankle_df_wblt_cm": ((9, 8), 0.1, 11), "sls_eo_s": ((24, 28), 1, 45), "walk_pain_free_min": (45, 0, 60),
        "bw_squat_quality": (2, 0.1, 3), "hip_hinge_quality": (6, 0.4, 9), "sl_calf_raise_reps": ((11, 13), 0.6, 26),
        "single_leg_squat_errors": ((3, 2), -0.12, 0), "sl_sit_to_stand_reps": ((6, 7), 0.5, 18),
        "sl_bridge_reps": ((14, 15), 0.7, 28), "unilateral_strength_lsi": (86, 0.5, 95),
        "side_plank_s": ((25, 28), 1.5, 50),
        "dl_hop_pain_nrs": (0, 0, 0), "hop_pain_nrs": ((0, 0), 0, 0), "hop_lsi_pct": (85, 0.3, 94),
    },
    runs={0: 5, 3: 7, 6: 10},
    hard=3,
    long=6,
    race=Date(2026, 9, 13),
    hurts=("achilles", "left", "tendon"),
    gains=0.015,
    weeks={7: MISSED, 8: MISSED, 16: AWAY, 17: AWAY, 18: AWAY},
    pain={11: (4, 2), 12: (3, 1), 13: (1, 0)},
    flat=range(22, 31),
)  # fmt: skip

RACER = Story(
    name="sample-racer",
    first=FIRST,
    said={
        "profile": {"age_years": 29, "sex": "female", "body_mass_kg": 55, "running_years": 11},
        "history": {"strength_weeks": 14, "sessions_per_week": 2, "single_leg": True, "slow_calf_weeks": 4,
                    "jumping": False, "clean": True, "weeks_since": 1, "tendon": False, "birth": False, "cycles": True},
        "equipment": ["band", "dumbbell", "barbell", "machine", "step", "nordic_anchor"],
        "week": {"available_days": ["tue", "thu", "sat"], "session_minutes": 45},
        "running": {"days": ["mon", "tue", "thu", "sat", "sun"], "hard_days": ["tue", "thu"], "long_day": "sun",
                    "km_week": 62, "terrain": "flat", "min_week": 300},
        "races": [{"date": "2026-09-06", "priority": "A"}],
        "injuries": "none",
    },
    tests={
        **QUIET,
        "ankle_df_wblt_cm": ((12, 12), 0, 12), "sls_eo_s": ((40, 42), 0.5, 45), "walk_pain_free_min": (180, 0, 180),
        "bw_squat_quality": (3, 0, 3), "hip_hinge_quality": (9, 0, 9), "sl_calf_raise_reps": ((22, 24), 0.5, 34),
        "single_leg_squat_errors": ((2, 1), -0.1, 0), "sl_sit_to_stand_reps": ((12, 13), 0.6, 24),
        "sl_bridge_reps": ((21, 23), 0.5, 32), "unilateral_strength_lsi": (90, 0.3, 97),
        "side_plank_s": ((45, 48), 0.5, 60),
        "dl_hop_pain_nrs": (0, 0, 0), "hop_pain_nrs": ((0, 0), 0, 0), "hop_lsi_pct": (88, 0.3, 96),
        "dl_landing_quality": (4, 0, 5),
    },
    runs={0: 8, 1: 12, 3: 12, 5: 10, 6: 20},
    hard=1,
    long=6,
    race=Date(2026, 9, 6),
    hurts=("patellar_tendon", "right", "tendon"),
    strong=1.15,
    gains=0.012,
    weeks={9: MISSED, 15: AWAY},
    pain={12: (4, 1), 13: (2, 0)},
    flat=range(16, 31),
    worn=(Date(2026, 7, 16), Date(2026, 7, 20)),
)  # fmt: skip
