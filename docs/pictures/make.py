"""`python docs/pictures/make.py [http://localhost:8000]`: draws the README's pictures from a running demo.

Needs `make run` in another terminal, Debian's Chromium and the packages of requirements-dev.txt. Presses the demo's
own sign-in buttons, so what is drawn is what anybody sees.
"""

import sys
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent))

from deploy.browser import chromium  # noqa: E402 - the repository's root must be on the path first

SITE = sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8000"
COLOURS = 256  # flat colours and text: a palette saves half of the bytes and nobody sees it


@dataclass(frozen=True)
class Picture:
    """One window: who looks, where, through which links, and how large."""

    name: str
    key: str
    path: str
    width: int
    height: int
    presses: tuple[str, ...] = ()
    scheme: str = "light"
    waits_for: str = "body"


STORY = 'a:has-text("Ver la historia")'
PICTURES = (
    Picture("lift", "chair", "/", 1280, 900),
    Picture("lift-phone", "chair", "/", 360, 740),
    Picture("lifts", "manager", "/lifts/", 1280, 900),
    Picture("breakdown", "manager", "/lifts/", 1280, 900, (STORY,)),
    Picture("breakdown-phone-dark", "manager", "/lifts/", 360, 740, (STORY,), "dark"),
    Picture("today", "office", "/office/today/", 1280, 900),
    Picture("round-phone", "technician", "/field/", 360, 740, waits_for="html[data-ready]"),
)


def main() -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
        for picture in PICTURES:
            drawn = draw(browser, picture)
            sys.stdout.write(f"{drawn.name} {drawn.stat().st_size // 1000} kB\n")
        browser.close()


def draw(browser: Browser, picture: Picture) -> Path:
    """Signs in, walks to the page and keeps its first screen."""
    page = browser.new_page(
        viewport={"width": picture.width, "height": picture.height},
        color_scheme=picture.scheme,  # type: ignore[arg-type]
        locale="es-ES",
        device_scale_factor=1 if picture.width > 1000 else 2,
    )
    walk(page, picture)
    return keep(page.screenshot(), HERE / f"{picture.name}.png")


def walk(page: Page, picture: Picture) -> None:
    """Through the demo's door to the page."""
    page.goto(f"{SITE}/sign-in/")
    page.click(f'form[action="/demo/sign-in/{picture.key}/"] button')
    page.goto(SITE + picture.path)
    for press in picture.presses:
        page.click(press)
    page.wait_for_load_state("load")
    page.wait_for_selector(picture.waits_for)
    page.evaluate("document.fonts.ready")


def keep(shot: bytes, path: Path) -> Path:
    """Stores the picture with a palette."""
    Image.open(BytesIO(shot)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    return path


if __name__ == "__main__":
    main()
