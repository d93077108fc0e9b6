"""The style guide: every component in every state, shown in the demo."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portal.web import strips

STATES = (
    ("no_fault", "Sin fallos comunicados"),
    ("reported", "Avisado, sin confirmar"),
    ("out_of_order", "Fuera de servicio"),
    ("unknown", "Sin datos"),
)


def styleguide(request: HttpRequest) -> HttpResponse:
    """Components with the words of a real-looking company."""
    context = {
        "states": STATES,
        "visits": strips.visits_strip("tttetlttmltd", "7 de 10 revisiones a tiempo"),
        "service": strips.service_strip("-" * 6 + "0" * 50 + "4" + "0" * 22 + "1" + "0" * 10, "99,1 % en servicio"),
        "fleet": strips.fleet_strip(
            ["no_fault"] * 5 + ["out_of_order"] + ["no_fault"] * 30 + ["reported", "unknown"], "74"
        ),
        "gauges": [strips.gauge(days, tone, f"{days} días") for days, tone in ((22, "ok"), (40, "warn"), (48, "stop"))],
    }
    return render(request, "web/styleguide.html", context)
