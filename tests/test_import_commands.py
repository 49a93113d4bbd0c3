"""Tables at the server's own terminal."""

from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.models.admin_act import AdminAct
from hazard_app.models.calendar_day import working_days
from hazard_app.models.school import School
from hazard_app.models.school_calendar import SchoolDay, Term
from hazard_app.models.zone import Zone
from tests.calendars import days, ics
from tests.workbooks import csv, workbook

SCHOOLS = (("code", "name", "kind", "zone"), ("S9", "新学校", "小学", "east"), ("S10", "又一所", "大学", "east"))


@pytest.fixture
def terminal(app: Flask, session: Session) -> FlaskCliRunner:
    return app.test_cli_runner()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "schools.xlsx"
    path.write_bytes(workbook(SCHOOLS))
    return path


def codes(session: Session) -> set[str]:
    session.rollback()
    return set(session.scalars(select(School.code))) - {"school", "neighbour", "foreign"}


def test_without_apply_nothing_is_written(terminal: FlaskCliRunner, session: Session, file: Path) -> None:
    done = terminal.invoke(args=["import", "schools", str(file), "--datum", "wgs84", "--leave-out"])
    assert done.exit_code == 0
    assert "第 3 行，类别：没有这个选项" in done.output
    assert "没有写入" in done.output
    assert codes(session) == set()


def test_wrong_rows_stop_it_unless_they_are_left_out(terminal: FlaskCliRunner, session: Session, file: Path) -> None:
    command = ["import", "schools", str(file), "--datum", "wgs84", "--apply"]
    assert terminal.invoke(args=command).exit_code == 1
    assert codes(session) == set()
    assert terminal.invoke(args=[*command, "--leave-out"]).exit_code == 0
    assert codes(session) == {"S9"}
    assert session.scalars(select(AdminAct.person_id)).all() == [None]


def test_a_root_zone_can_only_be_brought_in_here(terminal: FlaskCliRunner, session: Session, tmp_path: Path) -> None:
    path = tmp_path / "zones.csv"
    path.write_bytes(csv([("code", "name", "kind"), ("B2", "另一个分局", "分局")], "gb18030"))
    assert terminal.invoke(args=["import", "zones", str(path), "--apply"]).exit_code == 0
    zone = session.scalars(select(Zone).where(Zone.code == "B2")).one()
    assert zone.path == f"/{zone.id}/"


def test_what_is_no_table_is_told(terminal: FlaskCliRunner, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes(b"")
    done = terminal.invoke(args=["import", "people", str(path)])
    assert done.exit_code == 1
    assert "文件是空的" in done.output


def test_terms_and_school_days_come_by_the_terminal_too(
    terminal: FlaskCliRunner, session: Session, tmp_path: Path
) -> None:
    terms, single = tmp_path / "terms.csv", tmp_path / "days.csv"
    terms.write_bytes(csv([("zone", "name", "from", "until"), ("bureau", "第一学期", "2026-09-01", "2027-01-29")]))
    single.write_bytes(csv([("zone", "day", "taught", "note"), ("bureau", "2026-10-30", "否", "运动会")]))
    assert terminal.invoke(args=["import", "terms", str(terms), "--apply"]).exit_code == 0
    assert terminal.invoke(args=["import", "school-days", str(single), "--apply"]).exit_code == 0
    session.rollback()
    assert session.scalars(select(Term.name)).all() == ["第一学期"]
    assert session.scalars(select(SchoolDay.note)).all() == ["运动会"]


def test_the_working_days_that_come_with_the_app_are_brought_in_at_set_up(
    terminal: FlaskCliRunner, session: Session
) -> None:
    tried = terminal.invoke(args=["import", "built-in-calendar", "2026"])
    assert "新增 39" in tried.output
    session.rollback()
    assert not working_days(session).years
    assert terminal.invoke(args=["import", "built-in-calendar", "2025", "2026", "--apply"]).exit_code == 0
    session.rollback()
    assert working_days(session).years == {2025, 2026}
    assert terminal.invoke(args=["import", "built-in-calendar", "1999"]).exit_code == 1


def test_a_calendar_file_comes_by_the_terminal_with_the_zone_beside_it(
    terminal: FlaskCliRunner, session: Session, tmp_path: Path
) -> None:
    path = tmp_path / "terms.ics"
    path.write_bytes(ics(days("第一学期", "20260901", "20270130")))
    assert terminal.invoke(args=["import", "terms", str(path), "--apply"]).exit_code == 1
    assert terminal.invoke(args=["import", "terms", str(path), "--zone", "east", "--apply"]).exit_code == 0
    session.rollback()
    [term] = session.scalars(select(Term))
    assert (term.zone.code, term.ends_on) == ("east", date(2027, 1, 29))
