"""A visit as a hand makes it, from the round to the signature."""

import io
import random

from PIL import Image
from playwright.sync_api import Page

SAVED = "Guardado en este teléfono"


def picture(seed: int = 0) -> bytes:
    """A photo of a camera: larger than what is kept, lying on its side by its EXIF."""
    dice = random.Random(seed)
    image = Image.effect_noise((2400, 1800), 40 + dice.random() * 60).convert("RGB")
    turned = Image.Exif()
    turned[0x0112] = 6
    file = io.BytesIO()
    image.save(file, "JPEG", quality=80, exif=turned)
    return file.getvalue()


BACK = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # how Pillow lays an upright picture as each orientation has it


def lying(orientation: int) -> bytes:
    """A photo with its place, as a camera held this way writes it: 600 × 400 upright, red above on the left."""
    image = Image.new("RGB", (600, 400), (20, 20, 150 + 10 * orientation))
    image.paste((230, 20, 20), (0, 0, 300, 200))
    if orientation in BACK:
        image = image.transpose(Image.Transpose(BACK[orientation]))
    told = Image.Exif()
    told[0x0112] = orientation
    told.get_ifd(0x8825).update({1: "N", 2: (41.0, 39.0, 8.0), 3: "W", 4: (4.0, 43.0, 30.0)})
    file = io.BytesIO()
    image.save(file, "JPEG", quality=90, exif=told)
    return file.getvalue()


def begin(page: Page) -> None:
    """On my way, and here, without a code."""
    page.click(".job.due a.whole")
    page.click("[data-click=going]")
    page.click(".choice:has([value=no_code])")
    page.click("[data-click=arrive]")
    page.wait_for_selector("#checklist")


def check(page: Page) -> None:
    """Every group in one tap."""
    while page.locator("#checklist .one-tap").count():
        left = page.locator("#checklist .one-tap").count()
        page.click("#checklist .one-tap >> nth=0")
        while page.locator("#checklist .one-tap").count() == left:
            page.wait_for_timeout(20)


def photograph(page: Page, seed: int = 0) -> None:
    shown = page.locator("#photos .photo").count()
    page.set_input_files("#photos input", {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": picture(seed)})
    page.wait_for_selector(f"#photos .photo >> nth={shown}")


def say(page: Page, words: str) -> None:
    page.fill("#words-for-owner", words)
    page.click(".condition.runs:has([name=condition_on_departure])")


def sign(page: Page) -> None:
    page.locator("#signing svg").scroll_into_view_if_needed()
    box = page.locator("#signing svg").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 30, box["y"] + 60)
    page.mouse.down()
    for step in range(12):
        page.mouse.move(box["x"] + 30 + step * 15, box["y"] + 40 + (step % 3) * 20)
    page.mouse.up()
    page.wait_for_selector("#signing .text-button:not([hidden])")


def finish(page: Page) -> None:
    """The page as its owner will read it, both signatures, done."""
    page.click("[data-click=review]")
    page.wait_for_selector(".sheet")
    sign(page)
    page.click(".choice:has([value=nobody])")
    page.wait_for_selector(".choice:has([value=nobody]:checked)")
    page.click("[data-click=finish]")
    page.wait_for_selector(".today-head .day")


def whole(page: Page, *, photos: int = 1, words: str = "Todo en orden.") -> None:
    begin(page)
    check(page)
    for seed in range(photos):
        photograph(page, seed)
    say(page, words)
    finish(page)
