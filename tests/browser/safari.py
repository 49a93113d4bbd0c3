"""A phone with Safari's engine, its line to the platform in a test's hand. Safari knows no Background Sync."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.remote.webelement import WebElement

from tests.browser.field import HELD, RECORDS
from tests.lines import Line
from tests.world import PASSWORD

PATIENCE = 60  # seconds; only a test that fails ever uses them up

# What one person's database holds of the kind, told in words: bytes as "ArrayBuffer(n)".
TOLD = f"""
const told = (value) => value instanceof ArrayBuffer ? `ArrayBuffer(${{value.byteLength}})` : value;
({RECORDS.replace("all.map(({ thumbnail, ...rest }) => rest)", "all.map(told)")})(arguments[0])
  .then(arguments[1], (error) => arguments[1](String(error)));
"""
# A finger takes the time in which a page that is just filled in moves.
STILL = """
const [element, done] = arguments;
const place = () => JSON.stringify(element.getBoundingClientRect());
const before = place();
setTimeout(() => done(place() === before), 100);
"""


@dataclass
class SafariPhone:
    driver: WebDriver
    line: Line

    def open(self, path: str) -> None:
        self.driver.get(self.line.url + path)

    @property
    def path(self) -> str:
        return self.driver.current_url.removeprefix(self.line.url)

    def sign_in(self, username: str) -> None:
        self.open("/login")
        self.find("[name=username]").send_keys(username)
        self.find("[name=password]").send_keys(PASSWORD)
        self.find("main form button").click()
        self.until(lambda: self.path == "/today")
        self.until(lambda: bool(self.told(f"({HELD})().then(arguments[0])")))

    def find(self, css: str, text: str = "") -> WebElement:
        """The first one in sight of the page that says `text`, waited for."""
        found: list[WebElement] = []

        def look() -> bool:
            found[:] = [each for each in self.driver.find_elements(By.CSS_SELECTOR, css) if text in each.text]
            return bool(found)

        self.until(look)
        return found[0]

    def tap(self, css: str, text: str = "") -> None:
        found: list[WebElement] = []

        def look() -> bool:
            found[:] = [self.find(css, text)]
            # A bar lies over the top and over the bottom of the page.
            self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", found[0])
            return bool(self.told(STILL, found[0]))

        self.until(look)
        found[0].click()

    def in_sight(self, css: str) -> list[str]:
        """Their ids."""
        look = (
            "return [...document.querySelectorAll(arguments[0])].filter((one) => one.offsetParent).map(({ id }) => id)"
        )
        return list(self.driver.execute_script(look, css))

    def count(self, css: str) -> int:
        return len(self.driver.find_elements(By.CSS_SELECTOR, css))

    def take_photo(self, css: str, photo: Path) -> None:
        self.find(css).send_keys(str(photo))

    def said(self, css: str) -> str:
        return self.find(css).text

    def told(self, script: str, *given: Any) -> Any:
        return self.driver.execute_async_script(script, *given)

    def kept(self, store: str) -> list[Any]:
        person = self.find("meta[name=person]").get_attribute("content")
        kept: list[Any] = self.told(TOLD, [person, store])
        assert isinstance(kept, list), kept
        return kept

    def states(self) -> list[str]:
        return [record["state"] for record in self.kept("records")]

    def hear_of_a_net(self) -> None:
        self.told("dispatchEvent(new Event('online')); arguments[0]()")

    def another_window(self) -> None:
        """The one that was open is closed for good."""
        old = self.driver.current_window_handle
        self.driver.switch_to.new_window("tab")
        new = self.driver.current_window_handle
        self.driver.switch_to.window(old)
        self.driver.close()
        self.driver.switch_to.window(new)

    def until(self, happened: Callable[[], bool]) -> None:
        deadline = time.monotonic() + PATIENCE
        while not self.tried(happened):
            assert time.monotonic() < deadline, f"it did not happen; the page is {self.path}"
            time.sleep(0.05)

    def tried(self, happened: Callable[[], bool]) -> bool:
        try:
            return happened()
        except StaleElementReferenceException:  # of the page before
            return False
