"""What goes again: when, how often, and what of it."""

import pytest
from playwright.sync_api import Page

from tests.js.queueing import told

pytestmark = pytest.mark.scripts


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
        const again = await offerAgain(records, new Set(["old", "lost"]), new Set(["old"]));
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


def test_a_large_photo_is_given_the_time_that_the_slowest_line_takes(page: Page) -> None:
    """4 MB at 2.5 KB a second; anything small has three minutes."""
    patience = told(
        page,
        """
        const waits = [];
        const wait = window.setTimeout;
        window.setTimeout = (act, ms) => (waits.push(ms), wait(act, ms));
        await work("a", [file("p1", 4_000_000), file("p2", 400_000)]);
        await queue.run();
        return waits;
        """,
    )
    assert patience == [1_600_000, 180_000, 180_000]


def test_a_page_that_is_put_aside_stops_with_the_request_that_is_under_way(page: Page) -> None:
    said = told(
        page,
        """
        const aside = new AbortController();
        platform = (url, { signal }) => new Promise((resolve, reject) => {
          signal.addEventListener("abort", () => reject(signal.reason));
          aside.abort();
        });
        await work("a", [file("p1"), file("p2")]); await work("b");
        const why = await queue.run({ signal: aside.signal });
        const { state: now, tries, next_at } = await records.get("a");
        return [why, asked, now, tries, next_at];
        """,
    )
    assert said == ["aside", ["PUT /photos/p1"], "waiting", 1, 0]
