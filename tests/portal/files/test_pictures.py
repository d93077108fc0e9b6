"""Photos are drawn anew in a process with limits: upright, small enough, without a word of where and when."""

import io
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pillow_heif
import pytest
from PIL import Image, ImageDraw
from PIL.PngImagePlugin import PngInfo

from portal.files import pictures
from portal.files.pictures import Flaw, NoPicture
from portal.lib import confined, drawing

pillow_heif.register_heif_opener()

ORIENTATION, GPS_IFD = 0x0112, 0x8825
TURNS = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def _scene():
    """Red at the top left of a wide picture, blue at the bottom right."""
    image = Image.new("RGB", (320, 200), "white")
    pencil = ImageDraw.Draw(image)
    pencil.rectangle((0, 0, 80, 80), fill="red")
    pencil.rectangle((240, 120, 320, 200), fill="blue")
    return image


def _taken(orientation, form="JPEG", **options):
    """The scene as a phone held that way stores it, with where and when it was taken."""
    image, turn = _scene(), TURNS[orientation]
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[0x010F] = "Phone of Marta"
    gps = exif.get_ifd(GPS_IFD)
    gps[1], gps[2], gps[3], gps[4] = "N", (41.0, 39.0, 7.0), "W", (4.0, 43.0, 25.0)
    out = io.BytesIO()
    (image.transpose(turn) if turn is not None else image).save(out, form, exif=exif.tobytes(), **options)
    return out.getvalue()


def _colour(image, x, y):
    red, green, blue = image.convert("RGB").getpixel((x, y))
    return "red" if red > 200 > green else "blue" if blue > 200 > green else "white"


def _corners(content):
    image = Image.open(io.BytesIO(content))
    return image.size, _colour(image, 20, 20), _colour(image, image.width - 20, image.height - 20)


def _flaw(content):
    with pytest.raises(NoPicture) as found:
        pictures.draw(content)
    return found.value.flaw


@pytest.mark.parametrize("orientation", TURNS)
def test_a_photo_stands_upright_however_the_phone_was_held(orientation):
    drawn = pictures.draw(_taken(orientation))

    assert _corners(drawn.large) == ((320, 200), "red", "blue")


@pytest.mark.parametrize("orientation", TURNS)
@pytest.mark.parametrize("form", ["PNG", "WEBP", "HEIF"])
def test_every_form_a_phone_sends_is_drawn(form, orientation):
    drawn = pictures.draw(_taken(orientation, form))

    assert _corners(drawn.large) == ((320, 200), "red", "blue")
    assert Image.open(io.BytesIO(drawn.large)).format == "JPEG"


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_no_word_of_where_and_when_is_kept(form):
    content = _taken(1, form)
    before = Image.open(io.BytesIO(content)).getexif()
    assert before.get_ifd(GPS_IFD)

    drawn = pictures.draw(content)

    for kept in (drawn.large, drawn.small):
        image = Image.open(io.BytesIO(kept))
        assert dict(image.getexif()) == {}
        assert [name for name in ("exif", "xmp", "comment", "icc_profile", "photoshop") if name in image.info] == []
        assert b"Marta" not in kept


def test_xmp_and_comments_go_too():
    out, words = io.BytesIO(), PngInfo()
    words.add_itxt(
        "XML:com.adobe.xmp", '<x:xmpmeta xmlns:x="adobe:ns:meta/"><exif:GPSLatitude>41</exif:GPSLatitude></x:xmpmeta>'
    )
    words.add_text("Comment", "Calle Mayor 14")
    _scene().save(out, "PNG", pnginfo=words)
    jpeg = io.BytesIO()
    _scene().save(jpeg, "JPEG", comment=b"Calle Mayor 14", xmp=b"<x:xmpmeta>GPSLatitude</x:xmpmeta>")

    for content in (out.getvalue(), jpeg.getvalue()):
        kept = pictures.draw(content).large
        assert [word for word in (b"GPSLatitude", b"Mayor") if word in content] == [b"GPSLatitude", b"Mayor"]
        assert [word for word in (b"GPSLatitude", b"Mayor") if word in kept] == []


@pytest.mark.parametrize(
    ("size", "large", "small"),
    [
        ((4032, 3024), (2400, 1800), (480, 360)),
        ((3024, 4032), (1800, 2400), (360, 480)),
        ((300, 200), (300, 200), (300, 200)),
        ((9000, 3), (2400, 1), (480, 1)),
    ],
)
def test_a_photo_is_made_no_larger_than_needed(size, large, small):
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, "JPEG")

    drawn = pictures.draw(out.getvalue())

    assert [Image.open(io.BytesIO(one)).size for one in (drawn.large, drawn.small)] == [large, small]


@pytest.mark.parametrize("mode", ["L", "LA", "P", "RGBA", "1", "I;16"])
def test_every_kind_of_colour_becomes_one_that_screens_have(mode):
    out = io.BytesIO()
    Image.new(mode, (40, 40)).save(out, "PNG")

    assert Image.open(io.BytesIO(pictures.draw(out.getvalue()).large)).mode == "RGB"


def test_what_shines_through_is_on_white():
    out = io.BytesIO()
    Image.new("RGBA", (40, 40), (255, 0, 0, 0)).save(out, "PNG")

    assert Image.open(io.BytesIO(pictures.draw(out.getvalue()).large)).getpixel((5, 5)) == (255, 255, 255)


def _chunk(name, content):
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def _bomb(width, height):
    """A PNG of a few bytes that says it is as large as a field."""
    head = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + _chunk(b"IDAT", zlib.compress(b"\0" * 999)) + _chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("content", "flaw"),
    [
        (b"", Flaw.NOT_KNOWN),
        (b"GIF89a\x01\x00\x01\x00", Flaw.NOT_KNOWN),
        (b"%PDF-1.7", Flaw.NOT_KNOWN),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", Flaw.NOT_KNOWN),
        (b"II*\x00\x08\x00\x00\x00", Flaw.NOT_KNOWN),
        (b"\x00\x00\x00\x18ftypavif", Flaw.NOT_KNOWN),
        (b"RIFF\x00\x00\x00\x00WAVE", Flaw.NOT_KNOWN),
        (b"\xff\xd8\xff\xe0", Flaw.BROKEN),
        (b"\x89PNG\r\n\x1a\n", Flaw.BROKEN),
        (b"\x00\x00\x00\x18ftypheic" + b"\0" * 40, Flaw.BROKEN),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 ", Flaw.BROKEN),
        (_taken(1)[:2000], Flaw.BROKEN),
        (_bomb(50_000, 50_000), Flaw.TOO_LARGE),
        (_bomb(7_072, 7_072), Flaw.TOO_LARGE),
        (_bomb(7_000, 7_000), Flaw.BROKEN),
    ],
    ids=lambda value: value.value if isinstance(value, Flaw) else f"{len(value)}b",
)
def test_what_is_no_photo_is_named(content, flaw):
    assert _flaw(content) == flaw
    assert str(NoPicture(flaw)) == str(flaw.label)


def test_drawing_has_hard_limits_of_memory_and_time():
    code = (
        "import resource, runpy, sys; sys.argv = ['drawing']\n"
        f"drawing = runpy.run_path({drawing.__file__!r})\n"
        "drawing['limit']()\n"
        "limits = resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_FSIZE\n"
        "print([resource.getrlimit(one)[0] for one in limits])\n"
        "try: bytearray(2 << 30)\n"
        "except MemoryError: print('no more')"
    )

    said = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True).stdout

    assert said.split("\n")[:2] == [f"[{drawing.MEMORY}, {drawing.SECONDS}, 0]", "no more"]


def test_one_that_takes_too_long_is_given_up(monkeypatch):
    monkeypatch.setattr(confined, "TIMEOUT", 0.001)

    assert _flaw(_taken(1)) == Flaw.TOO_HEAVY


def test_one_that_asks_for_too_much_memory_is_given_up(monkeypatch, tmp_path):
    narrow = tmp_path / "drawing.py"
    narrow.write_text(Path(drawing.__file__).read_text().replace("900 * 1024", "160 * 1024"))
    monkeypatch.setattr(drawing, "__file__", str(narrow))
    out = io.BytesIO()
    Image.new("RGB", (6000, 6000)).save(out, "PNG")

    assert _flaw(out.getvalue()) == Flaw.TOO_HEAVY
