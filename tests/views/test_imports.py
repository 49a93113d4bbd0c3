"""Tables as a browser brings them: looked at first, then written, with every wrong row told."""

import re
import resource
from collections.abc import Callable

import psutil
import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from hazard_app.models.import_file import ImportFile
from hazard_app.models.person import Person
from hazard_app.models.school import School
from tests.client import PageClient
from tests.importing import agree, bring
from tests.workbooks import csv, workbook
from tests.world import World

SignInAs = Callable[[Person], PageClient]
HEAD = ("学校标识码", "学校名称", "类别", "警务区", "纬度", "经度")
NEW = ("S9", "新学校", "小学", "西片警务区", "36.65", "117.02")
WRONG = ("S10", "又一所", "大学", "west", "36.65", "217.02")


@pytest.fixture
def admin(world: World, sign_in_as: SignInAs) -> PageClient:
    return sign_in_as(world.administrator)


def codes(session: Session) -> set[str]:
    return set(session.scalars(select(School.code))) - {"school", "neighbour", "foreign"}


@pytest.mark.parametrize("content", [workbook([HEAD, NEW]), csv([HEAD, NEW]), csv([HEAD, NEW], "gb18030")])
def test_a_table_is_looked_at_and_then_brought_in(admin: PageClient, session: Session, content: bytes) -> None:
    preview = bring(admin, content)
    assert "还没有写入任何内容" in preview.text
    assert codes(session) == set()
    done = agree(admin, preview)
    assert "已导入 1 行" in done.text
    assert codes(session) == {"S9"}
    assert session.scalars(select(ImportFile.content)).all() == [None]


def test_every_wrong_row_is_told_by_number_column_and_reason(admin: PageClient) -> None:
    page = bring(admin, csv([HEAD, NEW, WRONG])).text
    assert "试运行：2 行里 1 行有问题" in page
    for said in ("大学", "没有这个选项。可填：幼儿园", "217.02", "应在 -180 至 180 之间", ">3</th>"):
        assert said in page


def test_wrong_rows_are_left_out_only_by_choice(admin: PageClient, session: Session) -> None:
    preview = bring(admin, csv([HEAD, NEW, WRONG]))
    assert "导入 1 行，1 行不导入" in preview.text
    refused = agree(admin, preview)
    assert refused.status_code == 422
    assert codes(session) == set()
    agree(admin, preview, leave_out="yes")
    assert codes(session) == {"S9"}


def test_what_changed_meanwhile_is_shown_again_before_it_is_written(admin: PageClient, session: Session) -> None:
    preview = bring(admin, csv([("code", "radius"), ("school", "300")]))
    session.execute(update(School).where(School.code == "school").values(radius=250))
    session.commit()
    again = agree(admin, preview)
    assert again.status_code == 409
    assert "250 → 300" in again.text
    agree(admin, again)
    assert session.scalar(select(School.radius).where(School.code == "school")) == 300


def test_an_import_is_applied_once(admin: PageClient) -> None:
    preview = bring(admin, csv([HEAD, NEW]))
    agree(admin, preview)
    assert agree(admin, preview).status_code == 409


def test_places_are_turned_into_those_of_phones(admin: PageClient, session: Session) -> None:
    agree(admin, bring(admin, csv([HEAD, NEW]), datum="gcj02"))
    new = session.scalars(select(School).where(School.code == "S9")).one()
    assert new.latitude == pytest.approx(36.6496, abs=0.0005)
    assert new.longitude == pytest.approx(117.0139, abs=0.0005)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "文件是空的"),
        (b"\xd0\xcf\x11\xe0", "旧版 Excel"),
        (b"PK\x03\x04 cut short", "文件已损坏"),
        (csv([("名字", "别的"), ("一", "二")]), "第一行没有“代码”这一列"),
    ],
)
def test_a_file_that_is_no_table_of_ours_is_refused_in_words(admin: PageClient, content: bytes, said: str) -> None:
    answer = bring(admin, content)
    assert answer.status_code == 422
    assert said in answer.text


def test_where_no_row_can_be_taken_another_file_can(admin: PageClient) -> None:
    page = bring(admin, csv([HEAD, WRONG])).text
    assert "换一个文件" in page
    assert 'name="leave_out"' not in page


def test_without_a_file_it_says_so(admin: PageClient) -> None:
    answer = admin.post("/administration/imports", data={"kind": "schools", "datum": "wgs84"})
    assert answer.status_code == 422
    assert "选择一个文件" in answer.text


def test_what_somebody_else_tries_is_nobodys_business(
    admin: PageClient, session: Session, world: World, sign_in_as: SignInAs
) -> None:
    where = bring(admin, csv([HEAD, NEW])).request.path
    session.execute(update(ImportFile).values(person_id=world.auditor.id))
    session.commit()
    assert admin.get(where).status_code == 404
    assert admin.post(where, data={"state": "x"}).status_code == 404


def test_forty_thousand_rows_of_which_37_are_wrong(admin: PageClient, session: Session) -> None:
    """From a real workbook: the wrong ones are listed, memory stays small, and the right ones can be taken."""
    wrong = range(500, 500 + 37)
    rows = ((f"K{number}", f"学校{number}", "大学" if number in wrong else "小学", "west") for number in range(40_000))
    content = workbook([HEAD[:4], *rows])
    before = psutil.Process().memory_info().rss
    preview = bring(admin, content)
    highest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    assert highest - before < 150_000_000
    assert "试运行：40,000 行里 37 行有问题" in preview.text
    assert len(re.findall(r"<code>大学</code>", preview.text)) == 37
    agree(admin, preview, leave_out="yes")
    assert session.scalar(select(func.count()).select_from(School)) == 39_963 + 3


def test_people_come_by_the_same_road(admin: PageClient, session: Session) -> None:
    rows = (("用户名", "姓名", "手机", "角色", "警务区"), ("zhang.san", "张三", "13812345678.0", "民警", "东片警务区"))
    done = agree(admin, bring(admin, csv(rows, "gb18030"), kind="people"))
    assert "已导入 1 行" in done.text
    [person] = session.scalars(select(Person).where(Person.mobile == "13812345678"))
    assert [posting.place for posting in person.postings] == ["东片警务区"]


def test_the_calendar_belongs_to_whoever_runs_all_zones(
    admin: PageClient, session: Session, world: World, sign_in_as: SignInAs
) -> None:
    content = csv([("日期", "上班"), ("2027-01-01", "否")])
    assert "已导入 1 行" in agree(admin, bring(admin, content, kind="calendar")).text
    world.administrator.postings[0].zone = world.station
    session.commit()
    assert bring(sign_in_as(world.administrator), content, kind="calendar").status_code == 403
