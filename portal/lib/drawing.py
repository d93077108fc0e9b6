"""Draws a photo anew: `python drawing.py FORMAT`, bytes in, picture and thumbnail out. Run by `portal.files.pictures`.

It runs in a process of its own, with hard limits of memory and time, because decoders of pictures have new holes every
year. It imports nothing of ours and writes no file. What it answers: two lengths, then the two pictures; or the name
of what is wrong and exit code 3.
"""

import io
import resource
import struct
import sys
from typing import Any

MOST_PIXELS = {"WEBP": 25_000_000}  # libwebp holds a picture three times
MOST_PIXELS_ELSE = 50_000_000
LARGE, SMALL = 2400, 480
MEMORY, SECONDS = 900 * 1024 * 1024, 20
REFUSED = 3


class Unfit(Exception):
    """Its text is the name of what is wrong."""


def limit() -> None:
    """No more memory, time and files than a photo needs."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def ready() -> None:
    """Reads the decoders, before there is any photo: for most photos that takes longer than drawing them."""
    import pillow_heif
    from PIL import Image, ImageCms, ImageOps  # noqa: F401 - read, and used below

    Image.MAX_IMAGE_PIXELS = None  # ours is asked below, before anything is decoded
    pillow_heif.options.DECODE_THREADS = 1
    pillow_heif.register_heif_opener(thumbnails=False)
    Image.preinit()


def draw(content: bytes, form: str) -> tuple[bytes, bytes]:
    """The picture upright and no larger than LARGE, and its thumbnail, both JPEG without a word of metadata."""
    image = _opened(content, form)
    if image.width * image.height > MOST_PIXELS.get(form, MOST_PIXELS_ELSE):
        raise Unfit("too_large")
    if form == "JPEG":
        image.draft("RGB", (LARGE, LARGE))  # a large photo is decoded at a half or a quarter
    large = _flat(_upright(_within(_in_colours(image), LARGE)))
    return _jpeg(large, 86), _jpeg(_within(large, SMALL), 80)


def _opened(content: bytes, form: str) -> Any:
    from PIL import Image

    return Image.open(io.BytesIO(content), formats=[form])


def _upright(image: Any) -> Any:
    """Turned as its EXIF says; a tag that cannot be read turns nothing."""
    from PIL import ImageOps

    try:
        return ImageOps.exif_transpose(image)
    except (ValueError, TypeError, KeyError, SyntaxError, struct.error, ZeroDivisionError):
        image.load()
        return image


def _in_colours(image: Any) -> Any:
    """In a mode that can be made smaller; made smaller first, a large photo is held in memory once."""
    if image.mode in {"RGB", "RGBA", "L", "CMYK"}:
        return image
    return image.convert("RGBA" if "transparency" in image.info or image.mode in {"LA", "PA"} else "RGB")


def _flat(image: Any) -> Any:
    """In the colours screens have, nothing shining through."""
    from PIL import Image

    image = _in_srgb(image)
    if image.mode == "RGBA":
        ground = Image.new("RGB", image.size, "white")
        ground.paste(image, mask=image.getchannel("A"))
        return ground
    return image.convert("RGB")


def _in_srgb(image: Any) -> Any:
    """With its own profile applied; a broken one counts as none."""
    from PIL import ImageCms

    profile = image.info.get("icc_profile")
    if not profile or image.mode not in {"RGB", "CMYK"}:
        return image
    try:
        own, screen = ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(image, own, screen, outputMode="RGB") or image
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image


def _within(image: Any, most: int) -> Any:
    from PIL import Image

    if max(image.size) <= most:
        return image
    share = most / max(image.size)
    size = tuple(max(1, round(side * share)) for side in image.size)
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)


def _jpeg(image: Any, quality: int) -> bytes:
    image.info.clear()  # else comments and XMP are written along
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
    return out.getvalue()


def main() -> int:
    limit()
    content = sys.stdin.buffer.read()
    try:
        large, small = draw(content, sys.argv[1])
    except Unfit as unfit:
        sys.stdout.write(str(unfit))
        return REFUSED
    except MemoryError:
        sys.stdout.write("too_heavy")
        return REFUSED
    except Exception:  # noqa: BLE001 - whatever a decoder raises over a hostile file means one thing to who sent it
        sys.stdout.write("broken")
        return REFUSED
    sys.stdout.buffer.write(struct.pack(">II", len(large), len(small)) + large + small)
    return 0


if __name__ == "__main__":
    ready()
    sys.exit(main())
