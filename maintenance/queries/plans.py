"""Which checklist a visit follows."""

from typing import Any

from django.utils.translation import get_language

from maintenance.models import Lift, PlanTemplate, Visit


def current(lift: Lift) -> PlanTemplate | None:
    """The newest version of the plan the lift was last visited with; of any plan when it never was."""
    templates = PlanTemplate.objects.order_by("-published_at", "-version", "-pk")
    used = Visit.objects.completed().filter(lift=lift, plan__isnull=False).order_by("-finished_at", "-pk")
    slug = used.values_list("plan__slug", flat=True).first()
    return (templates.filter(slug=slug) if slug else templates).first()


def said(line: dict[str, Any], what: str) -> str:
    """What a line says in the language of the page, else in Spanish."""
    texts: dict[str, str] = line.get(what) or {}
    return texts.get((get_language() or "es")[:2]) or texts.get("es", "")
