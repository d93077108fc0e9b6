"""The company's accent as a style sheet of its own; the CSP lets no inline style pass."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control

from portal.company import queries as companies
from portal.web.access import public

SHEET = """@layer tokens {{
  :root {{ --accent: {light}; --on-accent: {on_light}; }}
  @media (prefers-color-scheme: dark) {{
    :root:not([data-theme="light"]) {{ --accent: {dark}; --on-accent: {on_dark}; }}
  }}
  :root[data-theme="dark"] {{ --accent: {dark}; --on-accent: {on_dark}; }}
}}
"""


@public
@cache_control(public=True, max_age=300)
def company_css(request: HttpRequest) -> HttpResponse:
    """`--accent` and `--on-accent` for light and dark; empty before a company is opened."""
    try:
        company = companies.current()
    except companies.NotOpened:
        return HttpResponse("", content_type="text/css")
    sheet = SHEET.format(
        light=company.accent,
        on_light=on(company.accent),
        dark=company.accent_dark,
        on_dark=on(company.accent_dark),
    )
    return HttpResponse(sheet, content_type="text/css")


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def on(colour: str) -> str:
    """The text colour that reads best on a colour."""
    return max(("#ffffff", "#06222a"), key=lambda text: contrast(text, colour))


def _luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
