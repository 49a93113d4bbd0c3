"""What an import hands out: empty tables to begin with, and its wrong rows to mend."""

from collections.abc import Callable

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from hazard_app.documents.tables import read_rows
from hazard_app.models.import_file import ImportFile
from hazard_app.models.person import Person
from hazard_app.models.school import School
from tests.client import PageClient
from tests.importing import agree, bring
from tests.workbooks import csv, workbook
from tests.world import World

SignInAs = Callable[[Person], PageClient]
HEAD = ("学校标识码", "学校名称", "类别", "警务区", "半径")
RIGHT = ("S9", "新学校", "小学", "西片警务区", "150")
WRONG = ("S10", "又一所", "大学", "west", "5")


@pytest.fixture
def admin(world: World, sign_in_as: SignInAs) -> PageClient:
    return sign_in_as(world.administrator)


def table(answer: TestResponse) -> list[tuple[str, ...]]:
    assert answer.status_code == 200
    return [cells for _number, cells in read_rows(answer.data)]


@pytest.mark.parametrize(
    ("kind", "first"),
    [
        ("schools", ("学校标识码", "学校名称", "类别", "警务区")),
        ("people", ("用户名", "姓名", "手机号", "单位")),
        ("zones", ("警务区代码", "名称", "类别", "上级代码")),
        ("calendar", ("日期", "上班")),
        ("terms", ("警务区代码", "学期", "开始日期", "结束日期")),
        ("school_days", ("警务区代码", "日期", "上课", "说明")),
    ],
)
def test_an_empty_table_has_the_columns_that_its_import_knows(
    admin: PageClient, kind: str, first: tuple[str, ...]
) -> None:
    page = admin.get(f"/administration/imports/new?kind={kind}").text
    assert f"/administration/imports/templates/{kind}.xlsx" in page
    [headings] = table(admin.get(f"/administration/imports/templates/{kind}.xlsx"))
    assert headings[: len(first)] == first


def test_of_what_is_no_import_there_is_no_table(admin: PageClient) -> None:
    assert admin.get("/administration/imports/templates/hazards.xlsx").status_code == 404


def test_wrong_rows_are_a_table_of_their_own_with_their_reasons(admin: PageClient) -> None:
    preview = bring(admin, csv([HEAD, RIGHT, WRONG]))
    assert f"{preview.request.path}/wrong-rows" in preview.text
    headings, row = table(admin.get(f"{preview.request.path}/wrong-rows"))
    assert headings == (*HEAD, "原因")
    assert row[:5] == WRONG
    assert row[5].splitlines()[0].startswith("类别：没有这个选项。可填：幼儿园、小学")
    assert row[5].splitlines()[1] == "半径：应在 20 至 5000 之间。"


def test_what_was_left_out_is_mended_and_brought_in_after_the_others(admin: PageClient, session: Session) -> None:
    preview = bring(admin, csv([HEAD, RIGHT, WRONG]))
    where = agree(admin, preview, leave_out="yes").request.path
    assert agree(admin, preview, leave_out="yes").status_code == 409
    headings, row = table(admin.get(f"{where}/wrong-rows"))
    mended = (*row[:2], "小学", row[3], "150", row[5])
    agree(admin, bring(admin, workbook([headings, mended])))
    assert set(session.scalars(select(School.code))) >= {"S9", "S10"}
    # The file of the first time went with the second one.
    assert admin.get(f"{where}/wrong-rows").status_code == 404
    assert session.scalars(select(ImportFile.content)).all() == [None, None]


def test_where_no_row_is_wrong_there_is_nothing_to_mend(admin: PageClient) -> None:
    preview = bring(admin, csv([HEAD, RIGHT]))
    assert "wrong-rows" not in preview.text
    assert admin.get(f"{preview.request.path}/wrong-rows").status_code == 404


def test_the_rows_of_somebody_else_are_nobodys_business(admin: PageClient, session: Session, world: World) -> None:
    where = bring(admin, csv([HEAD, WRONG])).request.path
    session.execute(update(ImportFile).values(person_id=world.auditor.id))
    session.commit()
    assert admin.get(f"{where}/wrong-rows").status_code == 404


def test_an_english_reader_is_told_words_that_the_table_takes(admin: PageClient) -> None:
    admin.post("/language", data={"locale": "en"})
    page = bring(admin, csv([HEAD, WRONG])).text
    assert "Not on offer. Write one of: kindergarten, primary, secondary" in page
    assert "幼儿园" not in page
    mended = ("S10", "又一所", "kindergarten", "west", "150")
    assert "Dry run: all 1 rows are right" in bring(admin, csv([HEAD, mended])).text


def test_a_posting_that_would_be_given_is_told_in_words(admin: PageClient) -> None:
    rows = (("用户名", "姓名", "角色", "警务区", "任职起"), ("zhang.san", "张三", "民警", "东片警务区", "2026-09-01"))
    preview = bring(admin, csv(rows), kind="people")
    assert "任职：民警 · 东片警务区 · 2026-09-01起" in preview.text
    assert "接着打印账号条" in agree(admin, preview).text


def test_a_term_that_overlaps_is_told_in_words_and_comes_back_to_be_mended(admin: PageClient) -> None:
    head = ("警务区代码", "学期", "开始日期", "结束日期")
    agree(admin, bring(admin, csv([head, ("bureau", "第一学期", "2026-09-01", "2027-01-29")]), kind="terms"))
    preview = bring(admin, csv([head, ("bureau", "寒假补课", "2027-01-20", "2027-01-31")]), kind="terms")
    said = "与已有的“第一学期”（2026-09-01 至 2027-01-29）重叠：先在“日历”页修改或删除那个学期。"
    assert said in preview.text
    headings, row = table(admin.get(f"{preview.request.path}/wrong-rows"))
    assert headings == (*head, "原因")
    assert row[4] == f"第一天：{said}"
