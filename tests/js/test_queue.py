"""What the phone does with what waits, whatever the platform or somebody in between answers."""

import pytest
from playwright.sync_api import Page

from tests.js.queueing import told

pytestmark = pytest.mark.scripts


def test_photos_go_before_the_form_that_names_them(page: Page) -> None:
    asked = told(page, 'await work("a", [file("p1"), file("p2")]); await queue.run(); return asked;')
    assert asked == ["PUT /photos/p1", "PUT /photos/p2", "POST /inspections"]


def test_what_was_accepted_is_sent_and_says_where_it_is(page: Page) -> None:
    record = told(page, 'await work("a"); const why = await queue.run(); return { why, ...(await records.get("a")) };')
    assert (record["why"], record["state"]) == (None, "sent")
    assert record["answer"] == {"url": "/inspections/a", "received_at": "2026-11-27T06:32:00+00:00", "twins": []}


def test_the_form_says_whose_it_is_under_which_name_and_how_often_it_was_tried(page: Page) -> None:
    heard = told(
        page,
        """
        let heard;
        platform = (url, options) => { heard = options; return well(url, options); };
        await work("a");
        await queue.run();
        const body = Object.fromEntries(new URLSearchParams(heard.body));
        return { ...body, person: heard.headers["Hazard-Person"] === records.person, redirect: heard.redirect };
        """,
    )
    sent_at = heard.pop("sent_at")
    assert sent_at.endswith("Z")
    assert heard == {
        "version": "v", "made_at": "then", "id": "a", "tries": "1", "person": True, "redirect": "manual",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ("lost()", "network"),
        ('said(200, "<html>Hotel</html>")', "portal"),
        ('said(200, { uid: "another" })', "portal"),
        ('said(404, "<html>Hotel</html>")', "portal"),
        ('said(502, "<html>Bad gateway</html>")', "server"),
        ('said(500, { error: "fault" })', "server"),
        ('said(503, { error: "back_soon" })', "server"),
        ('said(429, { error: "too_many" })', "server"),
        ('said(401, { error: "sign_in" })', "sign_in"),
        ('said(403, { error: "other_person" })', "other_person"),
        ('said(403, { error: "own_password" })', "sign_in"),
    ],
)
def test_without_a_word_of_the_platforms_own_it_goes_on_waiting(page: Page, answer: str, why: str) -> None:
    record = told(
        page,
        f'platform = () => {answer}; await work("a"); await queue.run(); return records.get("a");',
    )
    assert (record["state"], record["why"], record["tries"]) == ("waiting", why, 1)


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (400, "not_readable"),
        (403, "not_yours"),
        (404, "not_found"),
        (409, "other_content"),
        (413, "x"),
        (422, "to_mend"),
    ],
)
def test_a_no_is_kept_with_its_reason_and_not_sent_again_by_itself(page: Page, status: int, error: str) -> None:
    record = told(
        page,
        f"""
        platform = () => said({status}, {{ error: "{error}", message: "why", errors: {{ GATE: ["photo"] }} }});
        await work("a");
        await queue.run();
        await queue.run({{ all: true }});
        return {{ ...(await records.get("a")), posts: posts() }};
        """,
    )
    assert (record["state"], record["posts"]) == ("refused", 1)
    assert record["refusal"] == {
        "status": status, "sha256": None, "error": error, "message": "why", "errors": {"GATE": ["photo"]},
    }  # fmt: skip


def test_a_photo_that_is_refused_says_which_one_and_its_form_is_not_sent(page: Page) -> None:
    record = told(
        page,
        """
        platform = (url) => url.includes("p2") ? said(415, { error: "not_an_image", message: "no picture" }) : yes();
        await work("a", [file("p1"), file("p2")]);
        await queue.run();
        return { ...(await records.get("a")), posts: posts() };
        """,
    )
    assert (record["state"], record["posts"], record["refusal"]["sha256"]) == ("refused", 0, "p2")


def test_one_that_is_refused_stops_no_other(page: Page) -> None:
    states = told(
        page,
        """
        platform = (url, options) => idIn(options) === "w3" ? said(422, { error: "to_mend" }) : well(url, options);
        for (let at = 0; at < 11; at += 1) await work(`w${at}`);
        await queue.run();
        return Promise.all([...Array(11).keys()].map((at) => state(`w${at}`)));
        """,
    )
    assert states == ["sent"] * 3 + ["refused"] + ["sent"] * 7


def test_a_platform_that_fails_at_one_still_gets_the_others(page: Page) -> None:
    states = told(
        page,
        """
        platform = (url, options) => idIn(options) === "w0" ? said(500, { error: "fault" }) : well(url, options);
        await work("w0"); await work("w1");
        await queue.run();
        return [await state("w0"), await state("w1")];
        """,
    )
    assert states == ["waiting", "sent"]


def test_without_a_net_the_others_are_not_tried(page: Page) -> None:
    asked = told(page, 'platform = lost; await work("a"); await work("b"); await queue.run(); return asked;')
    assert asked == ["POST /inspections"]
