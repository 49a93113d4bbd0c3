"""`flask inbox import` at the server's own terminal: whoever runs it vouches for what they bring."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.models.admin_act import AdminAct
from hazard_app.models.hazard import Hazard
from tests.handed import as_file, report_of, sealed
from tests.pictures import jpeg
from tests.world import World


@pytest.fixture
def terminal(app: Flask, session: Session) -> FlaskCliRunner:
    return app.test_cli_runner()


def kept(folder: Path, content: bytes, name: str = "a.hazard.json") -> str:
    (folder / name).write_bytes(content)
    return str(folder / name)


def test_an_unsealed_file_comes_in_under_its_makers_name(
    terminal: FlaskCliRunner, session: Session, world: World, tmp_path: Path
) -> None:
    photo = jpeg(seed=4)
    path = kept(tmp_path, as_file(report_of(world.officer, world.school, [photo]), photos=[photo]))
    done = terminal.invoke(args=["inbox", "import", path])
    assert done.exit_code == 0
    for said in ("a.hazard.json · 随手报 · 新安实验小学 · 王敏", "平台已收到。", "Received."):
        assert said in done.output
    session.rollback()
    assert session.scalars(select(Hazard)).one().found_by == world.officer
    [act] = session.scalars(select(AdminAct))
    assert (act.person_id, act.about) == (None, world.officer.uid)
    again = terminal.invoke(args=["inbox", "import", path])
    assert (again.exit_code, "It was on the platform already" in again.output) == (0, True)


def test_each_file_is_told_and_one_that_is_refused_is_a_failure(
    terminal: FlaskCliRunner, session: Session, world: World, tmp_path: Path
) -> None:
    mending = as_file(report_of(world.officer, world.school, [jpeg(seed=4)]))
    paths = [
        kept(tmp_path, b"{}", "rubbish.json"),
        kept(tmp_path, mending, "mending.hazard.json"),
        kept(tmp_path, sealed(world.officer, world.school), "well.hazard.json"),
    ]
    done = terminal.invoke(args=["inbox", "import", *paths])
    assert done.exit_code == 1
    lines = [line.strip() for line in done.output.splitlines()]
    assert lines[0] == "rubbish.json"
    assert "有一张照片平台还没有收到" in done.output
    assert "A photo has not arrived here yet" in done.output
    assert lines[-3:] == ["well.hazard.json · 随手报 · 新安实验小学 · 王敏", "平台已收到。", "Received."]


def test_of_whom_nobody_knows_nothing_comes_in(
    terminal: FlaskCliRunner, session: Session, world: World, tmp_path: Path
) -> None:
    person = "8c1f7a52-0a57-4f0e-9a3f-5b1d6f3f8a11"
    path = kept(tmp_path, as_file(report_of(world.officer, world.school, person=person)))
    done = terminal.invoke(args=["inbox", "import", path])
    assert (done.exit_code, "proves who made it" in done.output) == (1, True)
