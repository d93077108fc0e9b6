"""Strips and gauges as drawings: a string each, made once and printed as often as needed.

Every drawing carries its sentence for those who do not see it. Widths and places are attributes, since no inline style
passes the Content-Security-Policy.
"""

from collections.abc import Sequence

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

HATCHES = (
    '<defs><pattern id="hatch-warn" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect class="hatch-warn-ground" width="7" height="7"/><path class="hatch-warn" d="M1 0v7"/></pattern></defs>'
)
HATCH_STOP = (
    '<defs><pattern id="hatch-stop" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<path class="hatch-stop" d="M1 0v6"/></pattern></defs>'
)
HIGH, LOW = 'y="1" height="26"', 'y="15" height="12"'
FIRST, EARLIEST, LATEST, LAST = 15, 20, 45, 50  # the gauge's days since the last visit


def visits_strip(codes: str, sentence: str) -> SafeString:
    """A box per due visit, a low one per visit too soon; letters after `maintenance.enums.Punctuality`."""
    boxes = "".join(
        f'<rect class="v-{code}" x="{number * 24 + 1}" {LOW if code == "e" else HIGH} width="20" rx="4"/>'
        for number, code in enumerate(codes)
        if code in "tlmedn"
    )
    return _svg("strip", f"0 0 {max(len(codes), 1) * 24} 28", sentence, HATCHES + boxes, ratio="none")


def service_strip(marks: str, sentence: str) -> SafeString:
    """A bar a day; marks are tenths of the day stood, `-` where there is no record."""
    bars = []
    for number, mark in enumerate(marks):
        x = number * 4
        stood = 0 if mark == "-" else int(mark)
        bars.append(f'<rect class="{"s-none" if mark == "-" else "s-ok"}" x="{x}" y="0" width="2.4" height="28"/>')
        if stood:
            height = 4 + stood * 24 / 9
            bars.append(f'<rect class="s-stop" x="{x - 0.4}" y="{28 - height:.1f}" width="3.2" height="{height:.1f}"/>')
    return _svg("strip", f"0 0 {max(len(marks), 1) * 4} 28", sentence, "".join(bars), ratio="none")


def months_strip(seconds: Sequence[int], sentence: str) -> SafeString:
    """A column a month, as high as it was long; a month with nothing is a low line."""
    most = max((*seconds, 1))
    columns = "".join(
        f'<rect class="s-none" x="{number * 28}" y="39" width="22" height="1"/>'
        + (
            f'<rect class="s-stop" x="{number * 28}" y="{39 - high:.1f}" width="22" height="{high:.1f}"/>'
            if high
            else ""
        )
        for number, high in ((place, max(2.0, one / most * 38) if one else 0) for place, one in enumerate(seconds))
    )
    return _svg("months", f"0 0 {max(len(seconds), 1) * 28} 40", sentence, columns, ratio="none")


def fleet_strip(states: Sequence[str], sentence: str) -> SafeString:
    """A bar a lift, taller where something is the matter."""
    bars = "".join(
        f'<rect class="{escape(state)}" x="{number * 6}" y="{8 if state == "no_fault" else 0}" width="4" '
        f'height="{16 if state == "no_fault" else 24}" rx="1"/>'
        for number, state in enumerate(states)
    )
    return _svg("fleet", f"0 0 {max(len(states), 1) * 6} 24", sentence, bars, ratio="none", width=len(states) * 7)


def papers_strip(states: Sequence[str], sentence: str) -> SafeString:
    """A sheet per paper of the dossier: there, soon (it runs out) or lacking."""
    wide = 168 / max(len(states), 1)
    across, under = f"h{wide - 13:.1f}", f"h-{wide - 10:.1f}"
    sheets = "".join(
        f'<path class="p-{escape(state)}" d="M{number * wide + 1:.1f} 4a3 3 0 0 1 3-3{across}l6 6v17a3 3 0 0 1-3 3'
        f'{under}a3 3 0 0 1-3-3z"/>'
        for number, state in enumerate(states)
    )
    return _svg("strip", "0 0 168 28", sentence, sheets, ratio="none")


def gauge(days: int, tone: str, sentence: str) -> SafeString:
    """Where today stands on rails from 20 to 45, the last day of every window; the car is today."""
    place = 4 + (min(max(days, FIRST), LAST + 2) - FIRST) * 6
    rails, after = 4 + (EARLIEST - FIRST) * 6, 4 + (LATEST - FIRST) * 6
    drawing = (
        f'{HATCH_STOP}<path class="before" d="M4 13h{rails - 4}"/>'
        f'<rect class="rails" x="{rails}" y="7" width="{after - rails}" height="12"/>'
        f'<rect class="soon" x="{after - 42}" y="7.5" width="42" height="11"/>'
        f'<rect class="after" x="{after + 1}" y="7" width="34" height="12"/>'
        f'<rect class="cab" x="{place - 6}" y="2" width="13" height="22" rx="3"/>'
        f'<path class="cab" d="M{place + 0.5} 5v16"/>'
    )
    return _svg(f"gauge {tone}", "0 0 224 26", sentence, drawing)


def window(days: int, opens: int, closes: int, sentence: str) -> SafeString:
    """The next visit's window in a table's cell: where today stands on the way to its last day."""
    open_at = round(80 * opens / max(closes, 1))
    today = min(round(80 * days / max(closes, 1)), 80)
    late = days > closes
    drawing = (
        f'<rect class="track" x="0" y="3" width="80" height="3" rx="1.5"/>'
        f'<rect class="{"over" if late else "open"}" x="{0 if late else open_at}" y="3" '
        f'width="{80 if late else 80 - open_at}" height="3" rx="1.5"/>'
        f'<rect class="today{" late" if late else ""}" x="{max(today - 2, 0)}" y="0" width="3" height="9" rx="1"/>'
    )
    return _svg("window", "0 0 80 9", sentence, drawing)


def _svg(
    name: str, box: str, sentence: str, drawing: str, *, ratio: str = "xMinYMid", width: int | None = None
) -> SafeString:
    return format_html(
        '<svg class="{}"{} viewBox="{}" preserveAspectRatio="{}" role="img" aria-label="{}">{}</svg>',
        name,
        format_html(' width="{}"', width) if width else "",
        box,
        ratio,
        sentence,
        mark_safe(drawing),
    )


def rota(bars: Sequence[tuple[float, float, int, str, str]], days: int, now: float | None, sentence: str) -> SafeString:
    """Who answers when, over so many days: bars (begins and lasts, in hundredths of the whole; a shade from 0 to 3; the
    name, and the name shortened), and where the present stands.
    """
    lines = "".join(
        f'<line x1="{100 * day / days:.2f}%" x2="{100 * day / days:.2f}%" y1="0" y2="100%"/>' for day in range(1, days)
    )
    drawn = "".join(_bar(*bar) for bar in bars)
    present = f'<line class="present" x1="{now:.2f}%" x2="{now:.2f}%" y1="0" y2="100%"/>' if now is not None else ""
    return format_html(
        '<svg class="rota" role="img" aria-label="{}">{}</svg>', sentence, mark_safe(lines + drawn + present)
    )


def _bar(begins: float, lasts: float, shade: int, name: str, short: str) -> str:
    words = name if lasts > 0.9 * len(name) + 1 else short if lasts > 2.8 else ""
    return format_html(
        '<svg x="{}%" width="{}%" height="100%"><rect class="shade-{}" x="1" y="5" width="100%" height="26" rx="6"/>'
        '<text x="9" y="23">{}</text></svg>',
        f"{begins:.2f}",
        f"{lasts:.2f}",
        shade % 4,
        words,
    )
