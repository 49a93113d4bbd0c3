"""The tables below are written by hand, beside the code's own: every kind of step from every state."""

from itertools import product

import pytest

from hazard_app.rules.steps import Subject
from hazard_app.rules.terms import State, StepKind
from tests.rules.doers import DOERS, outcome

STATES = {"new": None} | {state.value: state for state in State}

# Where a step leads; "–": no such pair. For a plain hazard on which the actor has reported no fix.
TABLE = """
kind              new          unconfirmed  open              awaiting_recheck  closed  void
found             open         –            –                 –                 –       –
seen_again        –            –            open              open              –       –
confirm           –            open         –                 –                 –       –
order             –            –            open              awaiting_recheck  –       –
refer             –            –            open              awaiting_recheck  –       –
reply             –            –            open              awaiting_recheck  closed  –
ask_more_time     –            –            open              awaiting_recheck  –       –
decide_extension  –            –            open              awaiting_recheck  –       –
assign            –            –            open              awaiting_recheck  –       –
list              –            –            open              awaiting_recheck  –       –
lift              –            –            open              awaiting_recheck  closed  –
fix               –            –            awaiting_recheck  –                 –       –
recheck_pass      –            –            closed            closed            –       –
recheck_fail      –            –            –                 open              –       –
fixed_on_spot     –            –            –                 –                 –       –
raise_attention   –            –            open              awaiting_recheck  –       –
regrade           –            –            open              awaiting_recheck  –       –
void              –            void         void              void              void    –
reopen            –            –            –                 –                 open    open
comment           –            unconfirmed  open              awaiting_recheck  closed  void
move              –            –            –                 –                 –       –
"""
WHO = """
found             officer liaison supervisor public
seen_again        officer liaison supervisor
confirm           officer supervisor
order             supervisor
refer             officer supervisor
reply             officer supervisor
ask_more_time     liaison
decide_extension  supervisor
assign            supervisor
list              supervisor
lift              supervisor
fix               officer liaison supervisor
recheck_pass      officer supervisor
recheck_fail      officer supervisor
fixed_on_spot     officer supervisor
raise_attention   supervisor rule
regrade           officer supervisor
void              supervisor
reopen            supervisor
comment           officer liaison supervisor
move
"""
# While two schools become one.
MERGING = """
void              –            –            void              void              –       –
move              –            unconfirmed  open              awaiting_recheck  –       void
"""


def read(table: str) -> dict[str, list[str]]:
    return {line.split()[0]: line.split()[1:] for line in table.strip().splitlines()}


LANDS, LANDS_MERGING = read(TABLE), read(MERGING)
MAY = read(WHO)
COLUMNS = LANDS.pop("kind")


def test_the_table_by_hand_leaves_nothing_out() -> None:
    assert list(LANDS) == list(MAY) == [kind.value for kind in StepKind]
    assert list(STATES) == COLUMNS


@pytest.mark.parametrize(("kind", "column", "who"), [*product(LANDS, range(6), DOERS)])
def test_every_kind_from_every_state_for_everyone(kind: str, column: int, who: str) -> None:
    expected = LANDS[kind][column]
    if expected != "–" and who not in MAY[kind]:
        expected = "403"
    if (kind, who, COLUMNS[column]) == ("found", "public", "new"):
        expected = "unconfirmed"
    assert outcome(StepKind(kind), Subject(STATES[COLUMNS[column]]), DOERS[who]) == expected


@pytest.mark.parametrize(("kind", "column", "who"), [*product(LANDS_MERGING, range(6), ("administrator", "rule"))])
def test_whoever_merges_schools_moves_what_is_open_and_voids_what_stands_twice(
    kind: str, column: int, who: str
) -> None:
    subject, expected = Subject(STATES[COLUMNS[column]], merging=True), LANDS_MERGING[kind][column]
    if (kind, expected) == ("void", "–") and COLUMNS[column] in ("unconfirmed", "closed"):
        expected = "403"  # a supervisor's, by the other row
    assert outcome(StepKind(kind), subject, DOERS[who]) == expected


@pytest.mark.parametrize("who", ["officer", "liaison", "auditor"])
def test_nobody_else_moves_one(who: str) -> None:
    assert outcome(StepKind.MOVE, Subject(State.OPEN, merging=True), DOERS[who]) == "403"
