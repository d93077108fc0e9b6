"""Reads the QR codes on the first page of a PDF: `python spotting.py`, bytes in, JSON out. Run by
`portal.files.readings`.

It runs in a process of its own, with hard limits of memory and time, because a PDF is a program that somebody else
wrote. It imports nothing of ours, writes no file and changes no byte. It answers a list of what the codes say.
"""

import json
import resource
import sys

import pypdfium2
import zxingcpp

MEMORY, SECONDS = 512 * 1024 * 1024, 10
CODES = zxingcpp.barcode_formats_from_str("QRCode")
DOTS = 200  # an inch; a code of 20 mm on a scan of 100 was read (tests/portal/files/test_readings.py)
MOST_DOTS = 12_000_000  # of a page larger than A3 fewer an inch
MOST_CODES, MOST_LETTERS = 8, 800
REFUSED = 3


def limit() -> None:
    """No more memory, time and files than a page needs."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def spot(content: bytes) -> list[str]:
    """What each QR code of the first page says, short ones only."""
    page = pypdfium2.PdfDocument(content)[0]
    width, height = page.get_size()
    scale = min(DOTS / 72, (MOST_DOTS / (width * height)) ** 0.5)
    drawn = page.render(scale=scale, grayscale=True, may_draw_forms=False)
    picture = memoryview(drawn.buffer).cast("B").cast("B", (drawn.height, drawn.stride))
    found = zxingcpp.read_barcodes(picture, formats=CODES)
    return [code.text for code in found if 0 < len(code.text) <= MOST_LETTERS][:MOST_CODES]


def main() -> int:
    limit()
    content = sys.stdin.buffer.read()
    try:
        answer = json.dumps(spot(content)).encode()
    except MemoryError:
        answer = b"heavy"
    except Exception:  # noqa: BLE001 - whatever a parser raises over a hostile file means one thing to who sent it
        answer = b"broken"
    else:
        sys.stdout.buffer.write(answer)
        return 0
    sys.stdout.buffer.write(answer)
    return REFUSED


if __name__ == "__main__":
    sys.exit(main())
