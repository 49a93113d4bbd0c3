"""What the phone does with what waits, whatever the platform or somebody in between answers."""

import pytest
from playwright.sync_api import Page

from tests.js.queueing import told

pytestmark = pytest.mark.browser


def test_photos_go_before_the_form_that_names_them(page: Page) -> None:
    asked = told(page, 'await work("a", [file("p1"), file("p2")]); await queue.run(); return asked;')
    assert asked == ["PUT /photos/p1", "PUT /photos/p2", "POST /inspections"]


def test_what_was_accepted_is_sent_and_says_where_it_is(page: Page) -> None:
    record = told(page, 'await work("a"); const why = await queue.run(); return { why, ...(await records.get("a")) };')
    assert (record["why"], record["state"]) == (None, "sent")
    assert record["answer"] == {"url": "/inspections/a", "received_at": "2026-11-27T06:32:00+00:00", "is_new": True}


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


def test_the_pause_doubles_up_to_five_minutes(page: Page) -> None:
    pauses = told(
        page,
        """
        platform = () => said(500, { error: "fault" });
        await work("a");
        const pauses = [];
        for (let at = 0; at < 10; at += 1) {
          await queue.run({ all: true });
          pauses.push(((await records.get("a")).next_at - clock) / 1000);
        }
        return pauses;
        """,
    )
    assert pauses == [2, 4, 8, 16, 32, 64, 128, 256, 300, 300]


def test_before_its_time_it_is_not_tried_unless_a_person_says_so(page: Page) -> None:
    tried = told(
        page,
        """
        platform = lost;
        await work("a");
        await queue.run();
        const counts = [];
        clock += 1000; await queue.run(); counts.push(posts());
        clock += 1100; await queue.run(); counts.push(posts());
        await queue.run({ only: "a" }); counts.push(posts());
        return counts;
        """,
    )
    assert tried == [1, 2, 3]


def test_a_clock_that_is_put_back_a_day_holds_nothing_up(page: Page) -> None:
    sent = told(
        page,
        """
        platform = lost;
        await work("a");
        await queue.run();
        clock -= DAY; platform = well;
        await queue.run();
        return state("a");
        """,
    )
    assert sent == "sent"


def test_after_a_cut_the_photos_that_arrived_are_not_sent_again(page: Page) -> None:
    asked = told(
        page,
        """
        platform = (url) => url.includes("p2") ? lost() : yes();
        await work("a", [file("p1"), file("p2")]);
        await queue.run();
        platform = well;
        await queue.run({ all: true });
        return asked;
        """,
    )
    assert asked == ["PUT /photos/p1", "PUT /photos/p2", "PUT /photos/p2", "POST /inspections"]


def test_photos_that_the_platform_lost_since_are_sent_once_more(page: Page) -> None:
    said = told(
        page,
        """
        await work("a", [file("p1")]);
        await records.changeFile("p1", { kept: 1 });
        platform = (url, options) => options.method === "PUT" ? yes()
          : asked.length === 1 ? said(422, { error: "to_mend", missing: ["p1"] }) : well(url, options);
        await queue.run();
        return [asked, await state("a")];
        """,
    )
    assert said == [["POST /inspections", "PUT /photos/p1", "POST /inspections"], "sent"]


def test_a_photo_damaged_on_its_way_goes_again(page: Page) -> None:
    record = told(
        page,
        """
        platform = () => said(422, { error: "hash_differs" });
        await work("a", [file("p1")]);
        await queue.run();
        return records.get("a");
        """,
    )
    assert (record["state"], record["why"]) == ("waiting", "server")


def test_what_the_platform_no_longer_knows_goes_there_again_with_its_photos(page: Page) -> None:
    told_again = told(
        page,
        """
        for (const id of ["old", "lost"]) await work(id, [file(`photo of ${id}`)]);
        await queue.run();
        asked.length = 0;
        const again = await queue.offerAgain(new Set(["old", "lost"]), new Set(["old"]));
        await queue.run();
        return [again, asked, await state("lost")];
        """,
    )
    assert told_again == [1, ["PUT /photos/photo of lost", "POST /inspections"], "sent"]


def test_two_hundred_inspections_with_six_hundred_photos_pass_one_at_a_time(page: Page) -> None:
    """No photo is read before the one ahead of it has left."""
    most = told(
        page,
        """
        for (let at = 0; at < 200; at += 1) {
          await work(`w${at}`, [0, 1, 2].map((photo) => file(`${at}-${photo}`, 1000)));
        }
        const read = records.bytes.bind(records);
        let held = 0, most = 0;
        records.bytes = async (sha256) => { held += 1; most = Math.max(most, held); return read(sha256); };
        platform = (url, options) => {
          if (options.method === "PUT") held -= 1;
          return well(url, options);
        };
        await queue.run();
        const left = await records.count("waiting", "refused");
        return [most, left, asked.length];
        """,
    )
    assert most == [1, 0, 800]
