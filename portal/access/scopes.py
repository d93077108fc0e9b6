"""What a token may be for: one thing, read or written. The person behind it must be allowed to do it as well."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.access.permissions import Permission


class Scope(models.TextChoices):
    """A thing and what a program may do with it; several stand in a token parted by blanks."""

    READ_LIFTS = "lifts:read", _("Leer ascensores")
    READ_VISITS = "visits:read", _("Leer revisiones")
    READ_BREAKDOWNS = "breakdowns:read", _("Leer averías")
    READ_INVOICES = "invoices:read", _("Leer facturas y bajarse sus originales")
    READ_DOCUMENTS = "documents:read", _("Leer documentos y bajárselos")
    READ_CALLS = "calls:read", _("Leer a quién se puede llamar")
    WRITE_OWNERS = "owners:write", _("Anotar titulares")
    WRITE_LIFTS = "lifts:write", _("Anotar ascensores")
    WRITE_CONTRACTS = "contracts:write", _("Anotar contratos y sus precios")
    WRITE_VISITS = "visits:write", _("Anotar revisiones hechas")
    WRITE_BREAKDOWNS = "breakdowns:write", _("Anotar averías resueltas")
    WRITE_INVOICES = "invoices:write", _("Publicar facturas y decir cómo van")
    WRITE_CALLS = "calls:write", _("Anotar llamadas hechas por nosotros")


_OFFICE = frozenset({Permission.RUN_OFFICE})
_LIFTS = _OFFICE | {Permission.READ_OWN_LIFTS}
_PAPERS = _OFFICE | {Permission.READ_OWN_PAPERS}
_MONEY = _OFFICE | {Permission.READ_OWN_MONEY}

NEEDS: dict[Scope, frozenset[Permission]] = {
    Scope.READ_LIFTS: _LIFTS,
    Scope.READ_VISITS: _PAPERS,
    Scope.READ_BREAKDOWNS: _LIFTS,
    Scope.READ_INVOICES: _MONEY,
    Scope.READ_DOCUMENTS: _LIFTS | _MONEY,
    Scope.READ_CALLS: _OFFICE,
} | {scope: _OFFICE for scope in Scope if scope.endswith(":write")}


def open_to(permissions: frozenset[Permission]) -> list[Scope]:
    """The scopes a person with these permissions may give a token."""
    return [scope for scope in Scope if NEEDS[scope] & permissions]
