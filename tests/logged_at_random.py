"""Sessions of every kind that a log can hold, for properties."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from journaling import opened


@st.composite
def sessions(draw: st.DrawFn) -> dict[str, Any]:
    book = opened().book
    amounts = book.logbook.amounts

    def number(key: str) -> Any:
        amount = amounts[key]
        steps = draw(st.integers(max(amount.low, 1 if key in ("load_kg", "assist_kg") else amount.low), amount.high))
        value = steps / 2 if amount.step == "0.5" else steps
        return int(value) if value == int(value) else value

    items = []
    for name in draw(st.lists(st.sampled_from(sorted(book.exercises)), unique=True, max_size=4)):
        exercise = book.exercises[name]
        of = draw(st.sampled_from([["both"], ["left"], ["right"], ["left", "right"]]))
        alone = exercise.legs in ("one", "split") or (exercise.legs == "alternating" and exercise.counts == "reps")
        if of == ["both"] and alone:
            of = ["left", "right"]
        for side in of:
            keys = draw(st.sets(st.sampled_from(["load_kg", "assist_kg", "rir"])))
            done = []
            for _ in range(draw(st.integers(1, 3))):
                one = {exercise.counts: number(exercise.counts)}
                one |= {key: number(key) for key in sorted(keys) if draw(st.booleans())}
                if "contacts" in exercise.a_set:
                    one["contacts"] = number("contacts")
                done.append(one)
            item: dict[str, Any] = {"exercise": name, "side": side, "sets": done}
            item |= {key: number(key) for key in ("technique", "pain") if draw(st.booleans())}
            items.append(item)
    done_ = draw(st.sampled_from(["yes", "partly"]))
    data: dict[str, Any] = {"session": None, "phase": "bilateral", "plan": None, "done": done_, "items": items}
    if draw(st.booleans()):
        data |= {"minutes": number("minutes"), "effort": number("effort")}
    if draw(st.booleans()):
        places = st.tuples(st.sampled_from(sorted(book.sites)), st.sampled_from(["left", "right", "both"]))
        pains = draw(st.lists(places, unique=True, max_size=3))
        data["pain"] = [{"site": site, "side": side, "during": number("pain"),
                         **draw(st.sampled_from([{}, {"tissue": "tendon"}, {"night": True}, {"night": False}]))}
                        for site, side in pains] or "none"  # fmt: skip
    if draw(st.booleans()):
        data["note"] = draw(st.sampled_from(["slow, then better", "a: b", "--x"]))
    return data
