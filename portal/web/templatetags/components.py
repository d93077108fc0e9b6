"""Components as tags, so that a page names what it shows and never how it is drawn.

A built-in library: no `{% load %}` is needed. Strips and gauges are strings made by `portal.web.strips`.
"""

from functools import cache
from pathlib import Path
from typing import Any

from django import forms, template
from django.db.models import Model
from django.forms.utils import ErrorDict
from django.template.loader import render_to_string
from django.utils.formats import number_format
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from portal.web import pages

register = template.Library()
ICONS = Path(__file__).resolve().parent.parent / "icons"


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """A drawing from `icons/`, without words for those who do not see it."""
    return mark_safe((ICONS / f"{name}.svg").read_text().strip())


@register.simple_tag
def page_of(thing: Model) -> str:
    """The address of a row's page."""
    return pages.url_for(thing)


@register.filter
def weight(octets: int) -> str:
    """How much a file weighs, in the units its mail says too: "42 kB", "1,3 MB"."""
    if octets < 1_000_000:
        return f"{max(1, round(octets / 1000))}\N{NO-BREAK SPACE}kB"
    return f"{number_format(round(octets / 1_000_000, 1), 1)}\N{NO-BREAK SPACE}MB"


@register.simple_block_tag
def card(
    content: str, title: str = "", link: str = "", link_words: str = "", level: int = 2, extra: str = ""
) -> SafeString:
    """A pane with a heading and perhaps one link beside it."""
    beside = f'<a href="{conditional_escape(link)}">{conditional_escape(link_words)}</a>' if link else ""
    head = f'<div class="card-head"><h{level}>{conditional_escape(title)}</h{level}>{beside}</div>' if title else ""
    return mark_safe(f'<section class="card {conditional_escape(extra)}">{head}{content}</section>')


@register.simple_tag
def pill(status: str, words: str, *, bare: bool = False) -> SafeString:
    """One of the four states: dot and word."""
    return format_html('<span class="pill {}{}">{}</span>', status, " bare" if bare else "", words)


@register.simple_tag
def car(status: str) -> SafeString:
    """The lift's car in its shaft, standing or not."""
    return format_html(
        '<svg class="car {}" viewBox="0 0 44 60" aria-hidden="true">'
        '<rect class="shell" x="4" y="2" width="36" height="56" rx="6"/>'
        '<path class="shell" d="M11 2v56M33 2v56"/>'
        '<rect class="cab" x="13" y="{}" width="18" height="26" rx="3"/>'
        '<path class="cab" d="M22 {}v22"/><path class="sill" d="M2 46h9M33 46h9"/></svg>',
        status,
        "12" if status == "out_of_order" else "30",
        "14" if status == "out_of_order" else "32",
    )


@register.simple_block_tag
def empty(content: str, picture: str = "lift") -> SafeString:
    """What stands where nothing is yet: a drawing and one sentence."""
    return format_html('<div class="empty">{}<p>{}</p></div>', icon(picture), content)


@register.simple_block_tag
def notice(content: str, tone: str = "", picture: str = "") -> SafeString:
    """A sentence that must be seen."""
    drawing = icon(picture) if picture else ""
    return format_html('<div class="notice {}" role="status">{}<div>{}</div></div>', tone, drawing, content)


@register.simple_tag
def field(bound: forms.BoundField, **attributes: Any) -> str:
    """A form field with its label, help and error, tied together for who listens to the page."""
    group = isinstance(bound.field.widget, forms.RadioSelect)
    described = [f"{bound.id_for_label or bound.html_name}-{part}" for part in _parts(bound)]
    attrs = {"aria-describedby": " ".join(described)} if described else {}
    if bound.errors:
        attrs["aria-invalid"] = "true"
    return render_to_string(
        "web/components/field.html",
        {
            "bound": bound,
            "group": group,
            "key": bound.id_for_label or bound.html_name,
            "widget": bound.as_widget(
                attrs=attrs | {name.replace("_", "-"): value for name, value in attributes.items()}
            ),
            "alarm": attributes.get("alarm"),
        },
    )


@register.simple_block_tag
def ask(content: str, bound: forms.BoundField, alarm: str = "") -> str:
    """A question of a telephone form: the question on the left, its answers on the right, more answers inside.

    Answers to choose from carry the figure that chooses them (`quick-keys.js`).
    """
    group = isinstance(bound.field.widget, forms.RadioSelect)
    key = bound.id_for_label or bound.html_name
    described = " ".join(f"{key}-{part}" for part in _parts(bound))
    return render_to_string(
        "web/components/ask.html",
        {
            "bound": bound,
            "group": group,
            "key": key,
            "described": described,
            "widget": "" if group else bound.as_widget(attrs={"aria-describedby": described} if described else {}),
            "alarm": alarm,
            "content": content,
        },
    )


@register.simple_tag
def errors(form: forms.BaseForm) -> str:
    """What must be mended, at the top, with the way to each field."""
    found: ErrorDict = form.errors
    return render_to_string("web/components/errors.html", {"form": form}) if found else ""


def _parts(bound: forms.BoundField) -> list[str]:
    return [part for part, there in (("help", bound.help_text), ("error", bound.errors)) if there]
