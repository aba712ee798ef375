"""Broken rulebook files, one mistake each: what is found, where, and the nearest right name.

`»` marks the place that a finding has to point at. An independent validator has to refuse each of them too.
"""
from __future__ import annotations

from typing import Any

import jsonschema
import pytest
import yaml

from surefoot.engine.document import read
from surefoot.engine.findings import Finding, render
from surefoot.engine.rulebook.shape import check_shape, kind_of, load_schema

MEASURE = """\
measures:
  hop_count:
    title: Hops
    unit: hops
    range: 0 to 100
    step: 1
    sides: yes
    better: higher
    valid: strength
    question: How many hops?
    test: {order: hops, minutes: 4, kit: [floor], loads: [calf]}
    source: [hebert2017]
"""
ANSWER = """\
measures:
  swelling:
    title: Swelling
    kind: words
    words: [clear, mild, none]
    ordered: yes
    question: Is it swollen?
    source: default
"""
TABLE = """\
tables:
  stance:
    title: Stance, by age
    of: sls_eo_s
    by: age_years
    rows:
      - {up_to: 79, value: 10}
      - {value: 7}
    source: default
"""
CRITERION = """\
criteria:
  hop_count:
    pass: at least 20
    fail: less than 12
    because: Twenty is what was published.
    origin: {pass: published, fail: default}
    source: [hebert2017, default]
"""
GATE = """\
gate: G3
title: Balance
opens: eccentric
because: Slow lowers ask for balance.
lines:
  - id: G3.calf
    title: Calf raise
    kind: test
    needs: sl_calf_raise_reps, each side, at least 15
    keep: at least 12
    because: "{actual}; {required} first"
    with_caution: {say: one rung easier, ladders: [calf], easier_by: 1}
    source: default
  - id: G3.weeks
    title: Weeks on one leg
    kind: record
    needs:
      any:
        - clean_single_leg at least 2
        - {at_least: 1, of: [G1 is open]}
    self_report: single_leg_history is yes
    because: "{actual}"
    source: default
"""
FLAG = """\
red_flags:
  RF_BSI:
    title: Possible bone injury
    action: stop_refer
    when: bone_spot_pain is yes
    because: A sore spot on a bone.
    say: Stop running.
    urgency: within days
    source: [george2024]
"""
REDUCTION = """\
reductions:
  - {id: RD.first, cause: placement, axis: sets, to: 67, when: position is none, because: First weeks., source: default}
"""
CAPS = """\
placement:
  served: {mobility: strength_weeks, unilateral: {weeks: strength_weeks, with: single_leg_history is yes}}
  caps:
    - {id: PL.layoff, at_most: bilateral, unless: weeks_since at most 8, because: A long break., source: default}
"""
TIME_OFF = """\
time_off:
  gate: GD
  title: Time off
  by: days_off
  bands:
    - {id: GD.weeks, from: 15, to: 28, back: 1, floor: bilateral, sets: 60, load: 80, because: Back., source: default}
"""
LADDER = """\
ladder: calf
title: Calf raise
pattern: calf
source: [baxter2021]
rungs:
  - id: calf_step
    name: Calf raise off a step
    kit: [step and weight, nothing]
    legs: one
    from_phase: bilateral
    counts: reps
    tempo: 3-0-X-0
    tissue: [calf]
    cues: [Full drop.]
    stop_when: Pain over 2 out of 10.
    source: default
"""
PHASE = """\
phase: unilateral
order: 3
title: On one leg
short: unilateral
purpose: Evens out the sides.
weeks: {recreational: 4}
sessions: {recreational: 2}
source: default
doses:
  main:
    recreational: {sets: 3, reps: 8, rir: 3, rest_s: 75}
days:
  - id: A
    title: Strength
    warm_up: Five minutes of walking.
    warm_up_minutes: 5
    slots:
      - {slot: Knee, ladders: [knee], dose: main, main: yes}
"""
JUMPS = """\
phase: plyometric
order: 5
title: Jumps
short: jumps
purpose: Low and springy.
weeks: {recreational: 6}
sessions: {recreational: 2}
light: {recreational: 1}
source: default
doses:
  heavy:
    recreational: {sets: 1, reps: 4, rir: 2, rest_s: 180, tempo: 2-0-1-0, load: heavy}
days:
  - id: A
    title: Jumps
    kind: hard
    how: Fresh.
    warm_up: Five minutes of jogging.
    warm_up_minutes: 5
    slots:
      - {slot: Jumps, part: jumps, ladders: [jumps], dose: by_tier, share: 40, at_most: 60, tier_at_most: P1}
      - {slot: Squat, part: heavy, ladders: [knee], as_in: unilateral, pick: heaviest, dose: heavy}
"""
JUMP = """\
ladder: jumps
title: Jumps
pattern: jump
source: default
rungs:
  - id: pogo
    name: Low hops
    kit: [nothing]
    legs: both
    from_phase: eccentric
    tier: P0
    counts: seconds
    a_set: {seconds: 10, contacts: 20}
    tissue: [calf]
    cues: [Be quick.]
    stop_when: Pain over 2 out of 10.
    source: default
"""
TIER = """\
tier: P0
order: 1
title: Springs
short: springs
purpose: Small hops.
from_phase: eccentric
held_from: plyometric
spacing_hours: 24
most_days: {recreational: 3}
doses:
  recreational: {contacts: 60, a_week: 10, up_to: 120, rest_s: 60}
source: default
"""
PROTOCOL = """\
protocol: nordic
title: Nordic lowers
exercises: [nordic]
by: weeks_in_phase
for_levels: [recreational]
when: visa_a is not pass
weeks:
  - {up_to: 0, sets: 2, reps: 5, rest_s: 120, rir: 3}
  - {sets: 3, reps: 8, rest_s: 120}
because: Little at first.
source: [mjolsnes2004]
"""
SESSION = """\
session:
  parts: [{part: jumps}, {part: strength}]
  gives_way: [jumps, strength]
  fewest_sets: 2
  seconds_a_rep: 3
  seconds_a_metre: 1
  change_seconds: 30
  most_minutes: 60
  jump_minutes: 30
  main_exercises: {fewest: 2, most: 4}
  contacts_over: 120
  warm_up_spared: Walk.
  running_goes_on: Run.
  body_weight: Go on.
  body_weight_up_to: 3
  jump_effort: springy
  heavy_stand_in: One leg.
  missed: Skip it.
  notes:
    stop: No training.
    unscreened: No plan.
    recover: Rest.
    no_ladder: None.
    in_use: All used.
    later_phase: Later.
    few_days: Few days.
  source: default
"""
IDEAS = """\
ideas:
  - {id: tall, title: Grow tall, say: Imagine a thread., phases: [mobility], source: default}
"""
TIER_CAPS = """\
tier_caps:
  - {id: TC.race, tier_at_most: none, new_only: yes, when: in_season is yes, because: Nothing new., source: default}
"""
FREQUENCY = """\
frequency:
  - {id: FQ.season, sessions: 1, when: in_season is yes, because: In season., source: default}
"""
LEFT_OUT = """\
left_out:
  - {id: LO.race, parts: [heavy], when: in_season is yes, because: Nothing heavy., source: default}
"""
WEEK = """\
week:
  hard: {from_phase: bilateral, from_tier: P2}
  same_day: {id: WK.first, hours: 6, at_least: 3, because: Run first., source: default}
  realign_after: 3
  never:
    - {id: WK.rest, title: rest, least: 1, count: rest_days, because: Rest., source: default}
  gives_way:
    - {id: WK.far, title: far, from: session, to: [race], hours: 24, around: yes, because: Far., source: default}
  notes:
    days_unknown: No days.
    hard_unknown: No hard ones.
    days_free: Free.
    no_rest: No rest.
    early: Early.
    left_out: Out.
    done: Done.
    soon: Soon.
    mend: Mend.
    realign: Again.
"""
CYCLES = """\
cycles:
  - {id: CY.season, begin_at: bilateral, when: new_season is yes, because: A new season., source: default}
"""
RUNNING = """\
running_load:
  gate: GL
  title: Running load
  flat: [{id: GL.run, when: single_session_distance_ratio is not pass, because: A long run., source: default}]
  apart: [{id: GL.far, when: single_session_distance_ratio is fail, because: A longer one., source: default}]
  shows: [acwr]
"""
PROGRESSION = """\
progression:
  earned_after: 2
  words: {more: More., same: Same., less: Less.}
  less: [{id: PR.pain, when: pain_during_nrs is fail, because: Pain., source: default}]
  same: [{id: PR.form, when: technique_last_set less than 4, because: Form., source: default}]
  more: [{id: PR.effort, needs: rir_reported at least 0, because: Effort., source: default}]
"""
CASES = """\
bases:
  sound: {as_of: 2026-11-20}
cases:
  - case: one short
    why: Fifteen are asked for.
    from: sound
    facts: {measures: {sl_calf_raise_reps: {left: 14, right: 15}}}
    expect: {outcome: hold, gates: {G3: closed}, red_flags: []}
"""
SOUND = [
    MEASURE, ANSWER, TABLE, CRITERION, GATE, FLAG, REDUCTION, CAPS, TIME_OFF, LADDER, PHASE, CASES,
    JUMPS, JUMP, TIER, PROTOCOL, SESSION, IDEAS, TIER_CAPS, FREQUENCY, LEFT_OUT, WEEK, CYCLES, RUNNING, PROGRESSION,
]  # fmt: skip

BROKEN = [
    # A file that begins with none of the kinds.
    (GATE, "gate:", "»gaet:", "unknown-kind", "gate"),
    (MEASURE, "measures:", "»mesures:", "unknown-kind", "measures"),
    (GATE, GATE, "»banana: yes\n", "unknown-kind", ""),
    (GATE, GATE, "»just words\n", "wrong-type", ""),
    # A misspelt key, anywhere.
    (MEASURE, "    sides:", "    »side:", "unknown-key", "sides"),
    (MEASURE, "minutes: 4", "»minuts: 4", "unknown-key", "minutes"),
    (MEASURE, "title: Hops", "»titel: Hops", "unknown-key", "title"),
    (CRITERION, "because:", "»becuase:", "unknown-key", "because"),
    (CRITERION, "origin: {pass:", "origin: {»pas:", "unknown-key", "pass"),
    (GATE, "opens:", "»open:", "unknown-key", "opens"),
    (GATE, "keep:", "»kep:", "unknown-key", "keep"),
    (GATE, "easier_by:", "»easier:", "unknown-key", "easier_by"),
    (GATE, "      any:", "      »anny:", "unknown-key", "any"),
    (GATE, "{at_least:", "{»atleast:", "unknown-key", "at_least"),
    (FLAG, "urgency:", "»urgancy:", "unknown-key", "urgency"),
    (TABLE, "{up_to: 79, value:", "{up_to: 79, »vlaue:", "unknown-key", "value"),
    (CAPS, "unless:", "»unles:", "unknown-key", "unless"),
    (TIME_OFF, "floor:", "»flor:", "unknown-key", "floor"),
    (PHASE, "rest_s:", "»rest:", "unknown-key", "rest_s"),
    (PHASE, "dose: main,", "»dosis: main,", "unknown-key", "dose"),
    (CASES, "outcome:", "»outcom:", "unknown-key", "outcome"),
    (LADDER, "pattern: calf", "pattern: calf\n»tempo: 3-0-3-0", "unknown-key", ""),      # a rung's
    (JUMPS, "pick: heaviest", "»picks: heaviest", "unknown-key", "pick"),
    (JUMP, "a_set:", "»a_sets:", "unknown-key", "a_set"),
    (TIER, "a_week:", "»a_weeks:", "unknown-key", "a_week"),
    (PROTOCOL, "exercises:", "»exercise:", "unknown-key", "exercises"),
    (SESSION, "gives_way:", "»give_way:", "unknown-key", "gives_way"),
    (IDEAS, "phases:", "»phase:", "unknown-key", "phases"),
    (TIER_CAPS, "tier_at_most:", "»tiers_at_most:", "unknown-key", "tier_at_most"),
    (FREQUENCY, "sessions:", "»session:", "unknown-key", "sessions"),
    (LEFT_OUT, "parts:", "»part:", "unknown-key", "parts"),
    (WEEK, "count:", "»counts:", "unknown-key", "count"),
    (CYCLES, "begin_at:", "»begins_at:", "unknown-key", "begin_at"),
    (RUNNING, "apart:", "»appart:", "unknown-key", "apart"),
    (PROGRESSION, "earned_after:", "»earned:", "unknown-key", "earned_after"),
    # What is missing.
    (MEASURE, "  hop_count:\n    title: Hops", "  »hop_count:", "missing-key", ""),
    (MEASURE, "  hop_count:\n    title: Hops\n    unit: hops", "  »hop_count:\n    title: Hops", "missing-key", ""),
    (ANSWER, ANSWER, "measures:\n  »ill: {title: Ill, kind: yes_no, source: default}", "missing-key", ""),
    (ANSWER, "  swelling:\n    title: Swelling\n    kind: words\n    words: [clear, mild, none]",
     "  »swelling:\n    title: Swelling\n    kind: words", "missing-key", ""),
    (MEASURE, "title: Hops", "»title:", "missing-value", ""),
    (CRITERION, CRITERION, CRITERION.replace("hop", "»hop").replace("    because: Twenty is what was published.\n", ""),
     "missing-reason", ""),
    (CRITERION, "    because: Twenty is what was published.", "    »because:", "missing-reason", ""),
    (CRITERION, "    because: Twenty is what was published.", "    »because: ''", "missing-reason", ""),
    (CRITERION, "    source: [hebert2017, default]", "    »source:", "missing-source", ""),
    (MEASURE, MEASURE, "measures:\n  »ill: {title: Ill, kind: yes_no, question: Ill}", "missing-source", ""),
    (FLAG, FLAG, FLAG.replace("RF", "»RF").replace("    because: A sore spot on a bone.\n", ""), "missing-reason", ""),
    (REDUCTION, REDUCTION, REDUCTION.replace("{", "»{").replace(", source: default", ""), "missing-source", ""),
    (GATE, GATE, "»" + GATE[:GATE.index("lines:")], "missing-key", ""),
    (GATE, "- id: G3.calf\n    title: Calf raise", "- »title: Calf raise", "missing-key", ""),
    (GATE, "- {at_least: 1, of: [G1 is open]}", "- {»at_least: 1}", "missing-key", ""),
    (GATE, "- {at_least: 1, of: [G1 is open]}", "- {»of: [G1 is open]}", "missing-key", ""),
    (GATE, "- {at_least: 1, of: [G1 is open]}", "- »{}", "missing-key", ""),
    (CAPS, CAPS, CAPS.replace("{id", "»{id").replace(" unless: weeks_since at most 8,", ""), "missing-key", ""),
    (TABLE, "- {value: 7}", "- »{}", "missing-key", ""),
    (TIME_OFF, "back: 1, floor", "»floor", "missing-key", ""),
    (PHASE, "recreational: {sets: 3, reps: 8,", "»recreational: {sets: 3,", "missing-key", ""),
    (CASES, "- case: one short\n    why:", "- case: one short\n    »whyy:", "unknown-key", "why"),
    (TIER, "recreational: {contacts: 60, a_week: 10, up_to: 120,", "»recreational: {contacts: 60, a_week: 10,",
     "missing-key", ""),
    (JUMP, "a_set: {seconds: 10, contacts: 20}", "»a_set: {contacts: 20}", "missing-key", ""),
    (PROTOCOL, "- {sets: 3, reps: 8,", "- »{sets: 3,", "missing-key", ""),
    (PROGRESSION, "words: {more: More., same: Same., less: Less.}", "»words: {more: More., same: Same.}",
     "missing-key", ""),
    (IDEAS, "{id: tall, title: Grow tall, say: Imagine a thread., phases: [mobility], source: default}",
     "»{id: tall, title: Grow tall, say: Imagine a thread., phases: [mobility]}", "missing-source", ""),
    (CYCLES, CYCLES, CYCLES.replace("{", "»{").replace("because: A new season., ", ""), "missing-reason", ""),
    # The wrong type of value.
    (GATE, GATE[GATE.index("lines:"):], "lines: »all of them\n", "wrong-type", ""),
    (GATE, 'because: "{actual}"', "because: »{actual}", "wrong-type", ""),
    (GATE, "self_report: single_leg_history is yes", "self_report: »[single_leg_history is yes]", "wrong-type", ""),
    (MEASURE, "step: 1", "step: »one", "wrong-type", ""),
    (MEASURE, "sides: yes", "sides: »maybe", "wrong-type", ""),
    (MEASURE, "better: higher", "better: »[higher]", "wrong-type", ""),
    (MEASURE, "question: How many hops?", "question: »12", "wrong-type", ""),
    (MEASURE, MEASURE[MEASURE.index("  hop"):], "  hop_count: »twenty\n", "wrong-type", ""),
    (PHASE, "reps: 8", "reps: »8.5", "wrong-type", ""),
    (PHASE, "ladders: [knee]", "ladders: »knee", "wrong-type", ""),
    (REDUCTION, "to: 67", 'to: »"67"', "wrong-type", ""),
    (CRITERION, "source: [hebert2017, default]", "source: »{hebert2017: yes}", "wrong-type", ""),
    # A word that is not among the allowed ones.
    (MEASURE, "better: higher", "better: »hihger", "unknown-word", "higher"),
    (MEASURE, "order: hops", "order: »hop", "unknown-word", "hops"),
    (ANSWER, "kind: words", "kind: »word", "unknown-word", "words"),
    (CRITERION, "fail: default}", "fail: »defalt}", "unknown-word", "default"),
    (GATE, "kind: test", "kind: »tset", "unknown-word", "test"),
    (GATE, "keep: at least 12", "keep: at least 12\n    admit: »nevr", "unknown-word", "never"),
    (FLAG, "action: stop_refer", "action: »stop-refer", "unknown-word", "stop_refer"),
    (FLAG, "urgency: within days", "urgency: »soon", "unknown-word", ""),
    (REDUCTION, "axis: sets", "axis: »set", "unknown-word", "sets"),
    (LADDER, "legs: one", "legs: »on", "unknown-word", "one"),
    (LADDER, "counts: reps", "counts: »repetitions", "unknown-word", ""),
    (CASES, "G3: closed", "G3: »close", "unknown-word", "closed"),
    (JUMPS, "kind: hard", "kind: »hart", "unknown-word", "hard"),
    (JUMPS, "pick: heaviest", "pick: »heavyest", "unknown-word", "heaviest"),
    # A name, a range, a tempo that is not written like one.
    (MEASURE, "  hop_count:", "  »Hop-Count:", "wrong-form", ""),
    (MEASURE, "range: 0 to 100", "range: »0-100", "wrong-form", ""),
    (MEASURE, "source: [hebert2017]", "source: [»Hebert 2017]", "wrong-form", ""),
    (MEASURE, "source: [hebert2017]", "source: »Hebert 2017", "wrong-form", ""),
    (GATE, "gate: G3", "gate: »gate3", "wrong-form", ""),
    (GATE, "id: G3.weeks", "id: »weeks", "wrong-form", ""),
    (FLAG, "  RF_BSI:", "  »BSI:", "wrong-form", ""),
    (LADDER, "tempo: 3-0-X-0", "tempo: »3010", "wrong-type", ""),
    (LADDER, "tempo: 3-0-X-0", "tempo: »3-0-1", "wrong-form", ""),
    (LADDER, "[step and weight, nothing]", "[»step + weight, nothing]", "wrong-form", ""),
    (JUMP, "tier: P0", "tier: »p0", "wrong-form", ""),
    (TIER_CAPS, "tier_at_most: none", "tier_at_most: »nothing", "wrong-form", ""),
    # Numbers and lists that can't be.
    (JUMPS, "share: 40", "share: »140", "out-of-range", ""),
    (JUMP, "contacts: 20", "contacts: »0", "out-of-range", ""),
    (WEEK, "hours: 24", "hours: »100", "out-of-range", ""),
    (WEEK, "rest_days", "»restdays", "unknown-word", "rest_days"),
    (FREQUENCY, "sessions: 1", "sessions: »-1", "out-of-range", ""),
    (PROGRESSION, "earned_after: 2", "earned_after: »0", "out-of-range", ""),
    (MEASURE, "step: 1", "step: »0", "out-of-range", ""),
    (REDUCTION, "to: 67", "to: »670", "out-of-range", ""),
    (PHASE, "sets: 3", "sets: »0", "out-of-range", ""),
    (LADDER, "kit: [step and weight, nothing]", "kit: »[]", "empty-list", ""),
    # Keys that don't go together.
    (GATE, "      any:\n", "      all: [G1 is open]\n      »any:\n", "too-many-keys", ""),
    (CAPS, "unless:", "when: G1 is open, »unless:", "too-many-keys", ""),
    (GATE, "kind: test", "kind: test\n    »self_report: clean_history is yes", "misplaced-key", ""),
    (ANSWER, "ordered: yes", "»range: 0 to 3", "misplaced-key", ""),
    (MEASURE, "step: 1", "step: 1\n    »words: [none, some]", "misplaced-key", ""),
    (REDUCTION, "to: 67", "to: 67, »rir: 4", "misplaced-key", ""),
    (TABLE, "by: age_years\n    rows:\n      - {up_to: 79, value: 10}\n      - {value: 7}",
     "by: age_years\n    split: sex\n    rows:\n      - {»value: 10}", "misplaced-key", ""),
]


def found(text: str) -> list[Finding]:
    value, findings = read(text, "rules/x.yaml")
    assert value is not None
    assert not findings
    return check_shape(value, load_schema())


def refused(text: str) -> bool:
    data: Any = yaml.safe_load(text)
    return not jsonschema.Draft7Validator(load_schema()).is_valid(data)


@pytest.mark.parametrize("text", SOUND, ids=lambda text: text.partition(":")[0])
def test_sound(text: str) -> None:
    assert found(text) == []
    assert not refused(text)


def broken(case: tuple[str, str, str, str, str]) -> tuple[str, int, int]:
    """The text of a broken file, and the line and column that its mark stands at."""
    sound, old, new, _, _ = case
    assert sound.count(old) == 1, old
    text = sound.replace(old, new)
    before = text.partition("»")[0]
    return text.replace("»", ""), before.count("\n") + 1, len(before) - before.rfind("\n")


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: f"{case[3]} {case[2] or case[1]}"[:60])
def test_broken(case: tuple[str, str, str, str, str]) -> None:
    text, line, column = broken(case)
    findings = found(text)
    assert [(finding.code, finding.nearest) for finding in findings] == [(case[3], case[4])]
    assert (findings[0].file, findings[0].line, findings[0].column) == ("rules/x.yaml", line, column)
    assert refused(text)


def test_words() -> None:
    """What the author of a file reads."""
    text = GATE.replace("kind: test", "kind: tset").replace("keep:", "kep:").replace('because: "{actual}"', "because:")
    assert render(found(text), {"rules/x.yaml": text}) == """\
rules/x.yaml:8:11: 'kind' can't be 'tset'.  [unknown-word]
  8 |     kind: tset
    |           ^
  expected: test, record
  did you mean: test
rules/x.yaml:10:5: 'kep' is not a key of a gate line.  [unknown-key]
  10 |     kep: at least 12
     |     ^
  expected: id, title, kind, needs, in_words, keep, self_report, because, with_caution, admit, source
  did you mean: keep
rules/x.yaml:22:5: 'because' stands here with nothing after it.  [missing-reason]
  22 |     because:
     |     ^"""


@pytest.mark.parametrize(("sound", "old", "new", "say", "expected"), [
    (LADDER, "pattern: calf", "tempo: 3-0-3-0\npattern: calf",
     "'tempo' is not a key of a ladder file; it belongs in a dose or an exercise.",
     "ladder, title, pattern, muscle, unordered, ordered_by, source, rungs"),
    (FLAG, "    urgency: within days\n", "", "'urgency' is missing from a red flag.",
     "urgency: How soon it has to be seen."),
    (ANSWER, "    words: [clear, mild, none]\n", "", "'words' is missing from a measure.",
     "words: The words that can be answered; worst first where `ordered: yes`."),
    (ANSWER, "ordered: yes", "range: 0 to 3", "'range' does not belong here.", "no range where kind is words"),
    (MEASURE, "step: 1", "step: 1\n    words: [some]", "'words' does not belong here.",
     "no words where kind is left out"),
    (GATE, "lines:", "shows: ankle\nlines:", "'shows' has to be a list; this is text.", "a list"),
    (GATE, "gate: G3", "gate: 3", "'gate' has to be text; this is a whole number.",
     "a gate's name: capitals and digits, such as G3"),
    (MEASURE, "[hebert2017]", "[hebert2017, Goom]", "'Goom' can't be read as a name.",
     "a name: small letters, digits and _, beginning with a letter"),
    (MEASURE, "[hebert2017]", "[hebert2017, 2019]", "Item 2 of this list has to be text; this is a whole number.",
     "a name: small letters, digits and _, beginning with a letter"),
    (MEASURE, "minutes: 4", "minutes: 0", "'minutes' can't be 0.", "more than 0"),
    (CAPS, "unless:", "when: G1 is open, unless:", "'unless' can't stand beside 'when': only one of them can.",
     "one of when, unless"),
    (GATE, "{at_least: 1, of: [G1 is open]}", "{}",
     "One of these keys is missing from a condition: all, any, at_least, not.",
     "all, any, at_least, not"),
])
def test_say(sound: str, old: str, new: str, say: str, expected: str) -> None:
    assert [(finding.say, finding.expected) for finding in found(sound.replace(old, new))] == [(say, expected)]


def test_path_and_seen() -> None:
    [finding] = found(GATE.replace("easier_by: 1", "easier_by: one"))
    assert (finding.path, finding.seen) == ("lines.0.with_caution.easier_by", "one")
    [finding] = found(MEASURE.replace("sides:", "side:"))
    assert (finding.path, finding.seen) == ("measures.hop_count.side", "side")


def test_every_mistake_at_once() -> None:
    text = MEASURE.replace("title", "titel").replace("higher", "hihger").replace("0 to", "0-")
    assert [finding.code for finding in found(text)] == ["unknown-key", "wrong-form", "unknown-word"]


def test_quoted_yes_is_text() -> None:
    """An editor that reads YAML 1.2 sees a plain yes as text, so the schema takes text; the engine can't."""
    text = MEASURE.replace("sides: yes", 'sides: "yes"')
    assert not refused(text)
    assert [finding.expected for finding in found(text)] == ["yes or no, without quotes"]


@pytest.mark.parametrize(("old", "new"), [
    ("needs: sl_calf_raise_reps, each side, at least 15", "needs: sl_calf_raise_reps, each sid, at least 15"),
    ("needs: sl_calf_raise_reps, each side, at least 15", "needs: sl_calf_raise_reps >= 15"),
    ("needs: sl_calf_raise_reps, each side, at least 15", "needs: at least 15"),       # that is a cut
    ("keep: at least 12", "keep: at lest 12"),
    ("self_report: single_leg_history is yes", "self_report: single_leg_history"),
])
def test_sentences_are_the_language_readers(old: str, new: str) -> None:
    """Editors underline them by the schema's pattern; the engine's reader of sentences has better words for them."""
    text = GATE.replace(old, new)
    assert refused(text)
    assert found(text) == []


def test_kind_of() -> None:
    kinds = [kind_of(value) for text in SOUND if (value := read(text, "x.yaml")[0])]
    assert kinds == [text.partition(":")[0] for text in SOUND]
    value, _ = read("- one\n", "x.yaml")
    assert value is not None
    assert kind_of(value) == ""
