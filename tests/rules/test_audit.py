"""Where a chain breaks first, and how: each way of tampering under its own name."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from hazard_app.rules.audit import Break, Broken, Entry, first_break
from hazard_app.rules.chain import GENESIS, Link, step_hash

Chain = list[Entry]


def link(number: int, previous: str, kind: str = "comment") -> Link:
    facts = {"number": number, "kind": kind}
    return Link(number, previous, step_hash(previous, facts), facts)


def chain() -> Chain:
    """Four steps."""
    links = [link(1, GENESIS)]
    for number in range(2, 5):
        links.append(link(number, links[-1].hash))
    return [Entry(each.number, each) for each in links]


TIP = chain()[-1].link.hash  # type: ignore[union-attr]


def renumbered(entry: Entry, number: int) -> Entry:
    assert entry.link
    return Entry(
        number, Link(number, entry.link.previous_hash, entry.link.hash, {**entry.link.facts, "number": number})
    )


def changed(steps: Chain) -> Chain:
    assert steps[1].link
    return [steps[0], Entry(2, replace(steps[1].link, facts={"number": 2, "kind": "void"})), *steps[2:]]


def rehashed(steps: Chain) -> Chain:
    assert steps[0].link
    return [steps[0], Entry(2, link(2, steps[0].link.hash, "void")), *steps[2:]]


def swapped(steps: Chain) -> Chain:
    return [steps[0], renumbered(steps[2], 2), renumbered(steps[1], 3), steps[3]]


def invented(steps: Chain) -> Chain:
    return [*steps, Entry(5, Link(5, TIP, "ab" * 32, {"number": 5}))]


def without_a_hash(steps: Chain) -> Chain:
    return [*steps[:3], Entry(4, Link(4, "", "", {"number": 4}))]


def well_hashed(steps: Chain) -> Chain:
    return [*steps, Entry(5, link(5, TIP))]


def impossible(steps: Chain) -> Chain:
    assert steps[1].link
    return [steps[0], Entry(2, replace(steps[1].link, facts={"number": 2, "kind": float("nan")})), *steps[2:]]


def test_a_chain_as_it_was_written_is_whole() -> None:
    assert first_break(chain(), 4, TIP) is None


@pytest.mark.parametrize(
    ("tampered", "number", "kind"),
    [
        (changed, 2, Break.CHANGED),
        (impossible, 2, Break.CHANGED),
        (rehashed, 2, Break.REHASHED),
        (lambda steps: [steps[0], *steps[2:]], 2, Break.MISSING),
        (lambda steps: steps[1:], 1, Break.MISSING),
        (lambda steps: steps[:2], 3, Break.CUT_OFF),
        (lambda steps: [], 1, Break.CUT_OFF),
        (swapped, 2, Break.MOVED),
        (invented, 5, Break.ADDED),
        (well_hashed, 5, Break.ADDED),
        (without_a_hash, 4, Break.ADDED),
        (lambda steps: [Entry(0, link(0, GENESIS)), *steps], 0, Break.ADDED),
        (lambda steps: [replace(steps[0], reads_as_sealed=False), *steps[1:]], 1, Break.REWORDED),
        (lambda steps: [*steps[:2], Entry(3, None), steps[3]], 3, Break.UNREADABLE),
        (lambda steps: [*steps[:2], Entry(3, None, has_its_files=False), steps[3]], 3, Break.FILE_GONE),
    ],
)
def test_each_way_of_tampering_is_told_by_its_own_name(
    tampered: Callable[[Chain], Chain], number: int, kind: Break
) -> None:
    assert first_break(tampered(chain()), 4, TIP) == Broken(number, kind)


def test_a_hazard_that_names_another_last_step_is_told() -> None:
    assert first_break(chain(), 4, "cd" * 32) == Broken(4, Break.TIP)


def test_only_the_first_break_is_told() -> None:
    assert first_break(changed(chain())[:3], 4, TIP) == Broken(2, Break.CHANGED)


def test_a_length_that_somebody_made_endless_is_told_at_once() -> None:
    assert first_break(changed(chain()), 2**31, TIP) == Broken(2, Break.CHANGED)
