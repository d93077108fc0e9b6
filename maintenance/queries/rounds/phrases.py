"""Words a technician need not type: what is most often said to the owner after a visit."""

from django.utils.translation import gettext as _


def ready() -> list[str]:
    """In the technician's language, the likeliest first."""
    return [
        _("Todo en orden."),
        _("Ajustado y probado; funciona bien."),
        _("Limpiado y engrasado."),
        _("Volveré con la pieza."),
        _("Le mandamos presupuesto."),
        _("No afecta al uso."),
        _("Conviene no cargar objetos pesados hasta la reparación."),
        _("Probada la llamada de alarma: contestan."),
    ]
