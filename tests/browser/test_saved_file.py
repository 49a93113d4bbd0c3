"""An officer's phone cannot send: what waits in its outbox is saved as a file, and a colleague's phone brings it."""

import time
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.field import ANDROID, PATIENCE

pytestmark = [pytest.mark.browser, pytest.mark.servers]

OFFLINE = 'document.querySelector("script[type=module]").src.replace("app.js", "offline/")'
# The platform refused it, so it stands in the outbox with its buttons.
KEEP = f"""async (work) => {{
  const {{ Records }} = await import({OFFLINE} + "records.js");
  const person = document.querySelector("meta[name=person]").content;
  const records = new Records(person);
  await records.submit({{ ...work, files: [], changed_at: Date.now() }});
  await records.change(work.id, {{ state: "refused", refusal: {{ status: 404, errors: {{}}, message: "no" }} }});
}}"""
HAS_KEY = f"""async () => {{
  const {{ meta }} = await import({OFFLINE} + "pack.js");
  return (await meta(document.querySelector("meta[name=person]").content))?.seal_key;
}}"""


def a_report(phone: Page) -> dict[str, Any]:
    """Of the school nearest to the officer, as the form would say it."""
    phone.goto("/hazards/new")
    school = phone.locator("[name=school]").first.get_attribute("value")
    fields = [["school", school], ["category", "TRAFFIC"], ["note", "校门口斑马线磨损"]]
    fields.append(["made_at", phone.evaluate("new Date().toISOString()")])
    uid = phone.evaluate("crypto.randomUUID()")
    return {
        "id": uid,
        "action": "/hazards",
        "page": "/hazards/new",
        "fields": fields,
        "title": "随手报",
        "place": "学校",
    }


def test_a_saved_file_is_brought_by_a_colleague(visit: Visit, tmp_path: Path) -> None:
    phone = visit("officer", agent=ANDROID)
    work = a_report(phone)
    phone.evaluate(KEEP, work)
    phone.goto("/outbox")
    deadline = time.monotonic() + PATIENCE / 1000
    while not phone.evaluate(HAS_KEY):
        assert time.monotonic() < deadline, "the key never came"
        phone.wait_for_timeout(50)
    with phone.expect_download() as saving:
        phone.click("[data-do=save]")
    name = saving.value.suggested_filename
    assert name == f"随手报-学校-{work['id'][:8]}.hazard.json"
    saving.value.save_as(tmp_path / name)
    colleague = visit("officer2")
    colleague.goto("/me")
    colleague.click("a[href='/inbox/new']")
    colleague.set_input_files("[name=files]", tmp_path / name)
    colleague.click("main form button")
    expect(colleague.locator(".queued .why")).to_have_text("平台已收到。")
    colleague.click(".queued a")
    colleague.wait_for_url(f"**/hazards/{work['id']}")
