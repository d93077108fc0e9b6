"""Checklists of the round: which lift follows which, and what each visit owes."""

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Subquery

from maintenance.enums import Drive, Frequency
from maintenance.models import Lift, PlanTemplate, Visit
from maintenance.queries.plans import said
from maintenance.rules import checklist

Row = dict[str, Any]


def of(lifts: Collection[Lift]) -> dict[UUID, PlanTemplate]:
    """By lift: the newest version of the plan it was last visited with; of any plan when it never was."""
    used = Visit.objects.completed().filter(lift=OuterRef("pk"), plan__isnull=False).order_by("-finished_at", "-pk")
    rows = Lift.objects.filter(pk__in=[lift.pk for lift in lifts])
    slugs = dict(rows.values_list("pk", Subquery(used.values("plan__slug")[:1])))
    newest: dict[str, PlanTemplate] = {}
    for template in PlanTemplate.objects.order_by("-published_at", "-version", "-pk").defer("items"):
        newest.setdefault(template.slug, template)
    any_plan = next(iter(newest.values()), None)
    found = {key: newest.get(slug or "", any_plan) for key, slug in slugs.items()}
    return {key: template for key, template in found.items() if template}


def told(templates: Iterable[PlanTemplate]) -> dict[str, Row]:
    """Each plan once, in the technician's language, with the numbers that are due by drive and scope."""
    found = PlanTemplate.objects.filter(pk__in={template.pk for template in templates}).order_by("pk")
    return {str(template.pk): _plan(template) for template in found}


def _plan(template: PlanTemplate) -> Row:
    lines = template.lines
    return {
        "name": str(template),
        "items": [
            {"number": line["number"], **{what: said(line, what) for what in checklist.WORDED}} for line in lines
        ],
        "due": {
            drive.value: {
                scope.value: [line["number"] for line in checklist.due(lines, drive=drive, scope=scope)]
                for scope in Frequency
            }
            for drive in Drive
        },
    }
