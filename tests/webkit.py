"""WebKit, the engine of every browser on an iPhone, as Linux has it: where it is, and how a test drives it.

`python -m tests.webkit` says what to install if it is missing.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from selenium.webdriver.remote.client_config import ClientConfig
from selenium.webdriver.remote.file_detector import UselessFileDetector
from selenium.webdriver.remote.remote_connection import RemoteConnection
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

DRIVER, SCREEN = "WebKitWebDriver", "Xvfb"
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/17.4 Mobile/15E148 Safari/604.1"
)
ADVICE = (
    "浏览器测试还需要 WebKit（Safari 的内核） · The browser tests also need WebKit, the engine of Safari. "
    "Debian, Ubuntu: apt install webkit2gtk-driver xvfb; elsewhere put {missing} on the PATH"
)


def programs() -> dict[str, str]:
    """Each of the two and its path. Raises FileNotFoundError, which says what to install."""
    found = {name: shutil.which(name) for name in (DRIVER, SCREEN)}
    if missing := [name for name, path in found.items() if not path]:
        raise FileNotFoundError(ADVICE.format(missing=" and ".join(missing)))
    return {name: str(path) for name, path in found.items()}


@contextmanager
def screen(folder: Path) -> Iterator[dict[str, str]]:
    """A screen that nobody sees; what a program is told that shall draw on it and keep nothing outside of `folder`."""
    reading, writing = os.pipe()
    command = [programs()[SCREEN], "-displayfd", str(writing), "-screen", "0", "1280x1000x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        try:
            with os.fdopen(reading) as told:
                display = told.readline().strip()
            yield {**os.environ, "DISPLAY": f":{display}", **at_home_in(folder)}
        finally:
            server.terminate()


def at_home_in(folder: Path) -> dict[str, str]:
    places = ("HOME", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME")
    # Without a language of its own it gets the platform's.
    return dict.fromkeys(places, str(folder)) | {
        "LC_ALL": "C.UTF-8",
        "GSETTINGS_BACKEND": "memory",
        "NO_AT_BRIDGE": "1",
    }


@contextmanager
def webkit(folder: Path) -> Iterator[WebDriver]:
    """A browser with nothing in it; what it keeps lives as long as itself, not as its windows."""
    with screen(folder) as environment:
        service = Service(programs()[DRIVER], log_output=str(folder / "driver.log"), env=environment)
        service.start()
        try:
            # Its own class for this goes a way that it calls outdated.
            way = RemoteConnection(client_config=ClientConfig(service.service_url))
            with WebDriver(way, options=phone_like(), file_detector=UselessFileDetector()) as driver:
                yield driver
        finally:
            service.stop()


def phone_like() -> Options:
    options = Options()
    options.add_argument("--automation")
    options.add_argument(f"--user-agent={IPHONE}")
    return options


if __name__ == "__main__":
    try:
        programs()
    except FileNotFoundError as error:
        sys.exit(str(error))
