"""A signature as it was drawn: strokes in a field of 600 × 200, as an SVG path of `M x y` and `L x y`."""

from urllib.parse import quote

WIDTH, HEIGHT, MOST = 600, 200, 8_000
# A stroke that leaves the field is cut by its frame; nothing but moves, lines and whole numbers gets into a page.
PATH = r"M ?-?\d{1,4} -?\d{1,4}(?: ?[ML] ?-?\d{1,4} -?\d{1,4})*"


def picture(path: str) -> str:
    """The strokes as an address that holds the drawing whole; empty for none."""
    if not path:
        return ""
    drawn = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"><path d="{path}" fill="none" '
        'stroke="#14232b" stroke-width="4" stroke-linecap="round" stroke-linejoin="round"/></svg>'
    )
    return f"data:image/svg+xml,{quote(drawn)}"
