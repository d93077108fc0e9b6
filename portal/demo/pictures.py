"""What the demo's technicians photographed: plain drawings, in the colours of the product; none passes for a photo."""

import hashlib
import io
from collections.abc import Callable
from functools import cache

from PIL import Image, ImageDraw

from portal.files.pictures import Drawn

LARGE, SMALL = (1200, 900), (480, 360)
GROUND, STEEL, DARK, LIGHT, AMBER = "#93a5ae", "#6c8089", "#37474f", "#d7dfe3", "#c98a2e"
Draw = Callable[[ImageDraw.ImageDraw], None]


def _closer(draw: ImageDraw.ImageDraw) -> None:
    """A landing door with its closer and the contact above it."""
    draw.rectangle((150, 60, 1050, 900), fill=STEEL)
    draw.rectangle((210, 150, 590, 900), fill=LIGHT)
    draw.rectangle((610, 150, 990, 900), fill=LIGHT)
    draw.rounded_rectangle((470, 70, 730, 136), 12, fill=DARK)
    draw.ellipse((580, 82, 622, 124), fill=AMBER)
    draw.line((730, 103, 900, 230), fill=DARK, width=16)
    draw.ellipse((880, 210, 924, 254), fill=DARK)


def _pit(draw: ImageDraw.ImageDraw) -> None:
    """The pit: two buffers, and the lamp on the wall that is out."""
    draw.polygon(((0, 900), (1200, 900), (980, 640), (220, 640)), fill=DARK)
    draw.rectangle((220, 0, 980, 640), fill=STEEL)
    for left in (380, 700):
        draw.rectangle((left, 560, left + 120, 760), fill=LIGHT)
        for height in range(570, 760, 30):
            draw.line((left, height, left + 120, height + 14), fill=DARK, width=8)
    draw.rounded_rectangle((520, 130, 680, 230), 40, fill=DARK)
    draw.ellipse((560, 145, 640, 215), fill=GROUND)


def _ropes(draw: ImageDraw.ImageDraw) -> None:
    """The ropes on their pulley, seen from the machine room."""
    draw.ellipse((260, 130, 940, 810), fill=DARK)
    draw.ellipse((340, 210, 860, 730), fill=STEEL)
    draw.ellipse((540, 410, 660, 530), fill=LIGHT)
    for place in range(5):
        left = 285 + 26 * place
        draw.line((left, 470, left, 900), fill=LIGHT, width=12)
        draw.line((left + 540, 470, left + 540, 900), fill=LIGHT, width=12)


def _belt(draw: ImageDraw.ImageDraw) -> None:
    """The door's motor with its belt."""
    draw.rectangle((80, 500, 1120, 560), fill=DARK)
    draw.rounded_rectangle((160, 260, 520, 500), 30, fill=STEEL)
    for left in range(190, 500, 40):
        draw.line((left, 270, left, 490), fill=DARK, width=10)
    draw.ellipse((560, 280, 760, 480), fill=DARK)
    draw.ellipse((620, 340, 700, 420), fill=LIGHT)
    draw.ellipse((930, 330, 1050, 450), fill=DARK)
    draw.line((660, 284, 990, 334), fill=AMBER, width=14)
    draw.line((660, 476, 990, 446), fill=AMBER, width=14)


def _cabinet(draw: ImageDraw.ImageDraw) -> None:
    """The controller's cabinet, open."""
    draw.rounded_rectangle((220, 60, 980, 860), 18, fill=LIGHT)
    draw.rectangle((260, 100, 940, 820), fill=STEEL)
    for top in (140, 380, 620):
        draw.rectangle((290, top, 910, top + 24), fill=DARK)
        for left in range(310, 880, 98):
            draw.rounded_rectangle((left, top + 40, left + 72, top + 170), 8, fill=DARK)
            draw.ellipse((left + 26, top + 56, left + 46, top + 76), fill=AMBER if left > 800 else LIGHT)


PICTURES: dict[str, Draw] = {"closer": _closer, "pit": _pit, "ropes": _ropes, "belt": _belt, "cabinet": _cabinet}


def sha256_of(name: str, of: str) -> str:
    """The digest the phone would have had: of one picture, taken on one visit or breakdown."""
    return hashlib.sha256(f"demo {name} {of}".encode()).hexdigest()


@cache
def drawn(name: str) -> Drawn:
    """The picture and its thumbnail."""
    image = Image.new("RGB", LARGE, GROUND)
    PICTURES[name](ImageDraw.Draw(image))
    return Drawn(_jpeg(image), _jpeg(image.resize(SMALL, Image.Resampling.BILINEAR)))


def _jpeg(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=82)
    return out.getvalue()
