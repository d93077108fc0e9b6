"""The demo's papers as a program would print them: one page, its PDF written by hand since hundreds are drawn."""

from collections.abc import Sequence

LEFT, TOP, STEP = 56, 780, 16
WIDE = 380  # where amounts begin


def draw(title: Sequence[str], lines: Sequence[tuple[str, str]] = (), sums: Sequence[tuple[str, str]] = ()) -> bytes:
    """A page: a head of some lines, and for a bill or a quote what is charged, and the sums."""
    text = [_words(18 if place == 0 else 10, LEFT, TOP - place * STEP, words) for place, words in enumerate(title)]
    y = TOP - (len(title) + 2) * STEP
    for place, (what, amount) in enumerate(lines):
        text += [_words(10, LEFT, y - place * STEP, what), _words(10, LEFT + WIDE, y - place * STEP, amount)]
    y -= (len(lines) + 1) * STEP
    for place, (what, amount) in enumerate(sums):
        text += [_words(11, LEFT + 240, y - place * STEP, what), _words(11, LEFT + WIDE, y - place * STEP, amount)]
    return _file("\n".join(text).encode("cp1252", errors="replace"))


def _words(size: int, x: int, y: int, words: str) -> str:
    plain = words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)").replace("\N{MINUS SIGN}", "-")
    return f"BT /F1 {size} Tf {x} {y} Td ({plain}) Tj ET"


def _file(stream: bytes) -> bytes:
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    )
    made, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(made)
    size = len(objects) + 1
    made += b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    return made + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, start)
