"""Touches on a phone, counted."""

from playwright.sync_api import FilePayload, Locator, Page

from tests.pictures import jpeg


def shot(seed: int) -> FilePayload:
    return {"name": f"IMG_{seed}.jpg", "mimeType": "image/jpeg", "buffer": jpeg(seed=seed)}


class Taps:
    """Every touch counts; a photo is three: the camera, its shutter and 使用照片, both not ours."""

    def __init__(self) -> None:
        self.count = 0

    def on(self, target: Locator) -> None:
        target.tap()
        self.count += 1

    def photo(self, page: Page, target: Locator, seed: int) -> None:
        with page.expect_file_chooser() as camera:
            target.tap()
        camera.value.set_files(shot(seed))
        self.count += 3
