"""The rows of a log and their fields: what a condition can ask about, and what kind of value each has.

    runs       one a run
    sessions   one a strength session that was done, wholly or partly
    exercises  one an exercise of such a session, both sides together
    sets       one a set
    facts      one a value that was told (a check-in, a test), per side
    due        one a session that was shown for a day that is past
"""

from __future__ import annotations

NUMBER, YES_NO = "number", "yes or no"
# What the words of a field are: a kind of names of the rulebook, or the words themselves.
EXERCISE, LADDER, PATTERN, SITE, PHASE, TIER, MEASURE = (
    "exercises", "ladder", "pattern", "sites", "phase", "tier", "measures",
)  # fmt: skip
SIDE, LEGS, RUN_KIND, DONE, BAND, SESSION_KIND, RAISED, LETTER = (
    "left, right, both", "both, one, alternating, split", "run, treadmill, track, trail, other", "yes, partly, no",
    "pass, caution, fail", "hard, light", "yes, no, none", "",
)  # fmt: skip

OF_EXERCISE = {
    "exercise": EXERCISE,
    "ladder": LADDER,
    "pattern": PATTERN,
    "tissue": SITE,
    "legs": LEGS,
    "from_phase": PHASE,
    "tier": TIER,
    "loaded": YES_NO,
    "heavy": YES_NO,
    "lowering": NUMBER,  # seconds down
    "phase": PHASE,  # of the session
    "main": YES_NO,  # as it was shown
    "day": SESSION_KIND,  # of the session, as it was shown
}
FIELDS: dict[str, dict[str, str]] = {
    "runs": {
        "km": NUMBER,
        "minutes": NUMBER,
        "effort": NUMBER,
        "kind": RUN_KIND,
        "ascent_m": NUMBER,
        "share_of_longest": NUMBER,  # per cent of the longest run of the days before
    },
    "sessions": {
        "session": LETTER,
        "phase": PHASE,
        "done": DONE,
        "minutes": NUMBER,
        "effort": NUMBER,
        "pain": NUMBER,
        "morning": NUMBER,
        "contacts": NUMBER,
        "tier": TIER,
        "top_tier": YES_NO,  # whether it had the tier that is jumped now, and no higher one was jumped since
        "left_out": NUMBER,  # exercises that were shown and not done
        "lighter": YES_NO,  # whether a rule had made it a good deal lighter
        "since_change": YES_NO,  # whether the phase is still the one of the last session, without another between
    },
    "exercises": {
        **OF_EXERCISE,
        "sets": NUMBER,
        "reps": NUMBER,  # the fewest of any set
        "last_reps": NUMBER,
        "spare_reps": NUMBER,  # of the last set, less what used up the reserve
        "rir": NUMBER,  # the lowest of any set
        "rir_off": NUMBER,  # how far the reserve missed the one asked for: plus is easier
        "technique": NUMBER,
        "pain": NUMBER,
        "morning": NUMBER,
        "load_kg": NUMBER,  # the lightest of any set
        "assist_kg": NUMBER,  # the least help of any set
        "contacts": NUMBER,
        "seconds": NUMBER,
        "e1rm": NUMBER,  # the best of any set
        "strength": NUMBER,  # the same with the reserve as it was told: for trends
        "side_gap": NUMBER,  # per cent that the lesser side is behind
        "as_shown": YES_NO,
        "falling": NUMBER,  # sessions in a row in which it was less strong than in the one before
        "raised": RAISED,  # whether its weight has gone up (its help down) since it was first done; none: it has none
        "over": NUMBER,  # repetitions of the last set above those shown
    },
    "sets": {
        **OF_EXERCISE,
        "side": SIDE,
        "reps": NUMBER,
        "seconds": NUMBER,
        "metres": NUMBER,
        "contacts": NUMBER,
        "load_kg": NUMBER,
        "assist_kg": NUMBER,
        "rir": NUMBER,
        "reps_possible": NUMBER,  # repetitions and those in reserve
        "e1rm": NUMBER,
        "e1rm_a_leg": NUMBER,
        "load_a_leg": NUMBER,
    },
    "facts": {"measure": MEASURE, "side": SIDE, "value": NUMBER, "word": LETTER, "band": BAND},
    "due": {"session": LETTER, "kind": SESSION_KIND, "done": DONE, "was_done": YES_NO},
}
