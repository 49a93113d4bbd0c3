"""The ledger as a table of text: for spreadsheets, in both languages, and never a formula."""

import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from flask import Flask
from flask_babel import force_locale
from hypothesis import given
from hypothesis import strategies as st

from hazard_app.documents.hazards_csv import harmless, written
from hazard_app.reports.hazard_rows import HazardRow
from hazard_app.rules.bilingual import Bilingual
from hazard_app.rules.terms import Attention, Severity, State

FOUND = datetime(2026, 11, 6, 23, 42, tzinfo=UTC)  # the 7th, 07:42 in Jinan
ROW = HazardRow(
    id=417,
    uid=UUID(int=1),
    number="2026-0417",
    title=Bilingual("隔离墩移位", "Bollards moved"),
    building="门卫室",
    room=None,
    place_words="南门外",
    category=Bilingual("校门", "Gate"),
    item_code="GATE-D-06",
    severity=Severity.CRITICAL,
    state=State.OPEN,
    attention=Attention.SUPERVISOR,
    happened_at=FOUND,
    first_deadline=FOUND + timedelta(days=7),
    deadline=FOUND + timedelta(days=14),
    closed_at=None,
    days_left=-2,
    days_open=16,
    overdue=True,
    school_uid=UUID(int=2),
    school_name="新安实验小学",
    zone_name="东片警务区",
    responsible_code="school",
    responsible=Bilingual("学校", "School"),
    found_by="王敏",
    cover_uid=None,
    is_repeat=True,
    self_found=False,
)


@pytest.fixture
def speaking(app: Flask) -> Iterator[None]:
    with app.test_request_context():
        yield


def table(*rows: HazardRow, locale: str = "zh_Hans_CN") -> list[list[str]]:
    with force_locale(locale):
        text = "".join(written([list(rows)]))
    assert text.startswith("\ufeff")
    return list(csv.reader(text.removeprefix("\ufeff").splitlines()))


@pytest.mark.usefixtures("speaking")
def test_a_row_reads_like_a_ledger() -> None:
    [names, cells] = table(ROW)
    assert dict(zip(names, cells, strict=True)) == {
        "编号": "2026-0417", "警务区": "东片警务区", "学校": "新安实验小学", "楼栋": "门卫室", "房间": "",
        "部位": "南门外", "隐患": "隔离墩移位",
        "类别": "校门", "检查项": "GATE-D-06", "程度": "重大风险", "状态": "待整改", "督办": "所长",
        "整改责任方": "学校", "发现时间": "2026-11-07 07:42", "发现人": "王敏", "首次期限": "2026-11-14",
        "期限": "2026-11-21", "逾期天数": "2", "天数": "16", "销号时间": "", "再次出现": "是", "学校主动排查": "",
    }  # fmt: skip


@pytest.mark.usefixtures("speaking")
def test_the_same_row_in_english() -> None:
    [names, cells] = table(ROW, locale="en")
    assert names[:3] == ["Number", "Zone", "School"]
    assert {"Bollards moved", "Critical", "To fix", "Gate", "yes"} <= set(cells)


@pytest.mark.usefixtures("speaking")
def test_what_is_closed_has_its_day_and_nothing_overdue() -> None:
    closed = replace(ROW, state=State.CLOSED, closed_at=FOUND, days_left=None, overdue=False)
    row = dict(zip(*table(closed), strict=True))
    assert (row["状态"], row["销号时间"], row["逾期天数"]) == ("已销号", "2026-11-07 07:42", "")


@pytest.mark.usefixtures("speaking")
def test_a_formula_in_a_note_stays_text() -> None:
    evil = replace(ROW, title=Bilingual('=HYPERLINK("http://evil")', "="), place_words="@SUM(A1)", found_by="-1+2")
    cells = table(evil)[1]
    assert {'\'=HYPERLINK("http://evil")', "'@SUM(A1)", "'-1+2"} <= set(cells)


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@a", "\t=1", "\r=1", "  =1", "＝1", "－1", "\n=1"])
def test_whatever_begins_a_formula_is_quoted(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


@given(st.text())
def test_no_cell_begins_a_formula_and_none_loses_a_sign(cell: str) -> None:
    kept = harmless(cell)
    assert kept.lstrip(" ")[:1] not in ("=", "+", "-", "@", "\t", "\r", "\n")
    assert kept in (cell, f"'{cell}")


@pytest.mark.usefixtures("speaking")
def test_parts_follow_each_other_without_a_second_head() -> None:
    text = "".join(written([[ROW], [], [ROW, ROW]]))
    assert len(text.splitlines()) == 4
