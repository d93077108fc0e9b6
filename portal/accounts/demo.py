"""The cast of the demo: one person a role, with whom anybody may try the house."""

from django.utils.translation import gettext_lazy as _

PASSWORD = "rellano-demo-2026"  # noqa: S105 - printed at every start of the demo

CAST = (
    ("chair", "pilar.ortega@example.com", _("Presidenta de una comunidad")),
    ("manager", "raquel.santos@example.com", _("Administradora de 60 comunidades")),
    ("office", "carmen.ruiz@example.com", _("Oficina de la empresa")),
    ("technician", "marta.gil@example.com", _("Conservadora, ruta Centro")),
    ("admin", "nuria.vega@example.com", _("Dirección de la empresa")),
    ("resident", "luis.herrero@example.com", _("Vecino")),
    ("billing", "benito.ramos@example.com", _("Lleva las cuentas de la comunidad")),
    ("neighbour", "rosa.blanco@example.com", _("Presidenta de otra comunidad")),
    ("former", "julian.arce@example.com", _("Presidente hasta ayer")),
    ("colleague", "ivan.prado@example.com", _("Conservador, otra ruta")),
)
