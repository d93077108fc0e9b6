"""Which checklist a visit follows."""

from maintenance.models import Lift, PlanTemplate, Visit


def current(lift: Lift) -> PlanTemplate | None:
    """The newest version of the plan the lift was last visited with; of any plan when it never was."""
    templates = PlanTemplate.objects.order_by("-published_at", "-version", "-pk")
    used = Visit.objects.completed().filter(lift=lift, plan__isnull=False).order_by("-finished_at", "-pk")
    slug = used.values_list("plan__slug", flat=True).first()
    return (templates.filter(slug=slug) if slug else templates).first()
