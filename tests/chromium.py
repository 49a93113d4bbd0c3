"""Where this machine's browser is; `python -m tests.chromium` says what to install if there is none."""

import os
import shutil
import sys

# The microphone hears a beep a second; a page still needs to be allowed to listen.
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--use-fake-device-for-media-stream"]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ADVICE = (
    "浏览器测试需要 Chromium · The browser tests need Chromium. Debian: apt install chromium fonts-noto-cjk; "
    "elsewhere install Chrome or Chromium, or set CHROMIUM=/path/to/it"
)


def chromium_path() -> str:
    """The browser to drive. Raises FileNotFoundError, which says what to install."""
    for name in (os.environ.get("CHROMIUM", ""), *NAMES):
        if found := shutil.which(name):
            return found
    raise FileNotFoundError(ADVICE)


if __name__ == "__main__":
    try:
        chromium_path()
    except FileNotFoundError as error:
        sys.exit(str(error))
