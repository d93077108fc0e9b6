"""The house's small figures as they are printed: colours are attributes, as no style sheet reaches into a drawing."""

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="{}" height="{}" viewBox="0 0 {} {}"><title>{}</title>{}</svg>'
STYLES = {
    "t": 'fill="#1a7048"',
    "l": 'fill="#f4d9a0" stroke="#8a5a00"',
    "m": 'fill="#ffffff" stroke="#b3261e" stroke-dasharray="3 2"',
    "e": 'fill="#ffffff" stroke="#51646d" stroke-dasharray="2 1.5"',
    "d": 'fill="#ffffff" stroke="#82959d" stroke-dasharray="3 2"',
    "n": 'fill="#dfe5e8"',
}
MARKS = {
    "t": '<path d="M{a} 8l2.6 2.8 5-5.6" fill="none" stroke="#ffffff" stroke-width="1.6"/>',
    "l": '<path d="M{b} 4.6v4l2.6 1.6" fill="none" stroke="#8a5a00" stroke-width="1.4"/>',
    "m": '<path d="M{c} 5.4l5.2 5.2m0-5.2l-5.2 5.2" fill="none" stroke="#b3261e" stroke-width="1.4"/>',
}


def visits(codes: str, sentence: str) -> SafeString:
    """A box a visit, each with its mark, so that it is read without colours too; letters after Punctuality."""
    drawn = "".join(
        f'<rect x="{x + 0.6}" y="0.6" width="14.8" height="14.8" rx="3" {STYLES[code]}/>'
        + MARKS.get(code, "").format(a=x + 4.2, b=x + 7.6, c=x + 5.4)
        for x, code in ((number * 18, code) for number, code in enumerate(codes) if code in STYLES)
    )
    wide = max(len(codes), 1) * 18
    return format_html(SVG, wide, 16, wide, 16, sentence, mark_safe(drawn))


def column(share: float, sentence: str, *, accent: str) -> SafeString:
    """A column as high as a share of the highest, 0 to 1; nothing is a low line."""
    high = max(2.0, share * 36) if share else 0
    drawn = '<rect x="9" y="39" width="22" height="1" fill="#c5d0d5"/>'
    if high:
        drawn += f'<rect x="9" y="{38 - high:.1f}" width="22" height="{high:.1f}" rx="2" fill="{accent}"/>'
    return format_html(SVG, 40, 40, 40, 40, sentence, mark_safe(drawn))


def bar(share: int, *, accent: str) -> SafeString:
    """A bar of so many hundredths."""
    drawn = '<rect width="200" height="8" rx="4" fill="#eef2f4"/>'
    if share:
        drawn += f'<rect width="{max(8, 2 * share)}" height="8" rx="4" fill="{accent}"/>'
    return format_html(SVG, 200, 8, 200, 8, f"{share} %", mark_safe(drawn))
