"""What stays on the phone, and what goes when."""

import pytest
from playwright.sync_api import Page

from tests.js.queueing import told

pytestmark = pytest.mark.scripts

DRAFT = "const draft = (id, more = {}) => records.draft({ id, fields: [], files: [], changed_at: clock, ...more });"


def test_a_draft_is_one_record_however_often_it_is_kept(page: Page) -> None:
    drafts = told(
        page,
        DRAFT + 'for (const answered of [1, 2, 3]) await draft("a", { answered }); return records.list("draft");',
    )
    assert [(draft["id"], draft["answered"]) for draft in drafts] == [("a", 3)]


def test_a_record_carries_its_person(page: Page) -> None:
    assert told(page, DRAFT + 'await draft("a"); return (await records.get("a")).person === records.person;')


def test_what_is_being_sent_is_frozen(page: Page) -> None:
    record = told(
        page,
        DRAFT
        + """
        platform = lost;
        await work("a");
        await queue.run();
        await draft("a", { fields: [["changed", "yes"]] });
        await records.reopen("a");
        return records.get("a");
        """,
    )
    assert (record["state"], record["fields"]) == ("waiting", [["version", "v"], ["made_at", "then"]])


def test_what_waits_and_was_not_tried_yet_can_be_opened_again(page: Page) -> None:
    assert told(page, 'await work("a"); await records.reopen("a"); return state("a");') == "draft"


def test_what_was_thrown_away_comes_back_whole_until_the_next_day(page: Page) -> None:
    counts = told(
        page,
        DRAFT
        + """
        await records.draft({ id: "a", fields: [], files: ["p"], changed_at: clock }, [file("p")]);
        await records.throwAway("a", clock);
        const counts = [await records.count("draft")];
        await records.sweep(clock + DAY - 1000);
        await records.fetchBack("a");
        counts.push(await records.count("draft"), (await records.bytes("p")).byteLength);
        await records.throwAway("a", clock);
        await records.sweep(clock + 2 * DAY);
        counts.push(Boolean(await records.get("a")), Boolean(await records.bytes("p")));
        return counts;
        """,
    )
    assert counts == [0, 1, 4, False, False]


def test_what_was_sent_goes_after_seven_days_and_its_photos_with_it(page: Page) -> None:
    kept = told(
        page,
        """
        await work("a", [file("p")]);
        await queue.run();
        const kept = [];
        for (const days of [6.9, 7.1]) {
          await records.sweep(clock + days * DAY);
          kept.push(Boolean(await records.get("a")), Boolean(await records.bytes("p")));
        }
        return kept;
        """,
    )
    assert kept == [True, True, False, False]


def test_what_waits_is_never_swept(page: Page) -> None:
    assert told(
        page,
        """
        await work("a", [file("p")]);
        await records.sweep(clock + 365 * DAY);
        return Boolean(await records.get("a")) && Boolean(await records.bytes("p"));
        """,
    )


def test_a_photo_of_two_records_stays_while_one_of_them_does(page: Page) -> None:
    assert told(
        page,
        """
        await work("a", [file("p")]); await queue.run();
        platform = lost; await work("b", [file("p")]);
        await records.sweep(clock + 8 * DAY);
        return !(await records.get("a")) && Boolean(await records.bytes("p"));
        """,
    )


def test_kept_as_a_new_one_it_has_another_name_and_waits(page: Page) -> None:
    said = told(
        page,
        """
        platform = () => said(409, { error: "other_content", message: "kept already" });
        await work("a", [file("p")]);
        platform = (url, options) => options.method === "PUT" ? yes() : said(409, { error: "other_content" });
        await queue.run();
        await records.rename("a", "b");
        const renamed = await records.get("b");
        const { fields, files, refusal } = renamed;
        return [await records.get("a") === undefined, renamed.state, fields.length, files, refusal];
        """,
    )
    assert said == [True, "waiting", 2, ["p"], None]


def test_a_database_that_the_browser_closed_is_opened_again(page: Page) -> None:
    assert (
        told(
            page,
            """
        await work("a");
        (await records.database.connection()).close();
        await work("b");
        return records.count("waiting");
        """,
        )
        == 2
    )


def test_a_turn_that_fails_keeps_nothing_of_it(page: Page) -> None:
    said = told(
        page,
        """
        await work("a");
        let why;
        try {
          await records.database.turn(["records"], "readwrite", async (store) => {
            store.put({ id: "half", state: "waiting", files: [] });
            throw new RangeError("stop");
          });
        } catch (error) { why = error.name; }
        return [why, await records.get("half") === undefined];
        """,
    )
    assert said == ["RangeError", True]


def test_what_goes_wrong_on_a_walk_is_told_as_it_is_and_not_walked_again(page: Page) -> None:
    said = told(
        page,
        """
        const { walk } = await import(base + "database.js");
        await work("a"); await work("b");
        let seen = 0;
        const look = () => { seen += 1; throw new RangeError("stop"); };
        const why = await records.read((store) => walk(store, look)).catch(({ name }) => name);
        return [why, seen];
        """,
    )
    assert said == ["RangeError", 1]


def test_a_page_put_aside_lets_go_of_its_turn_and_takes_it_when_it_is_shown_again(page: Page) -> None:
    """Safari would keep it open there, and everybody else waiting for it."""
    turns = told(
        page,
        DRAFT
        + """
        const turned = (name) => dispatchEvent(new PageTransitionEvent(name, { persisted: true }));
        await draft("a");
        const opening = indexedDB.open(`work-${records.person}`);
        await new Promise((resolve) => (opening.onsuccess = resolve));
        const read = () => new Promise((resolve) => {
          const asked = opening.result.transaction("records", "readwrite").objectStore("records").get("a");
          asked.onsuccess = () => resolve(asked.result.answered ?? 0);
        });
        let turns = 0, taken;
        const inside = new Promise((resolve) => (taken = resolve));
        const answer = () => records.change("a", { answered: 5 }, () => { turns += 1; taken(); return true; });
        const first = answer();
        await inside;
        turned("pagehide");
        const second = answer();
        const aside = [await read(), turns];
        turned("pageshow");
        await Promise.all([first, second]);
        return [...aside, await read(), turns];
        """,
    )
    assert turns == [0, 1, 5, 3]
