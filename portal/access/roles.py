"""Roles: what a post or a mandate lets a person do and read. The roles page is printed from these tables."""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.access.audiences import Audience
from portal.access.permissions import Permission


class Role(models.TextChoices):
    """Strongest first: the first role a person holds is the one the ledger writes beside the name."""

    ADMIN = "admin", _("Administración de la empresa")
    OFFICE = "office", _("Oficina")
    TECHNICIAN = "technician", _("Conservador/a")
    MANAGER = "manager", _("Administrador/a de fincas")
    CHAIR = "chair", _("Presidente/a")
    BILLING = "billing", _("Cuentas")
    CARETAKER = "caretaker", _("Conserje")
    RESIDENT = "resident", _("Vecino/a")


STAFF = (Role.ADMIN, Role.OFFICE, Role.TECHNICIAN)
OWNERS = (Role.MANAGER, Role.CHAIR, Role.BILLING, Role.CARETAKER, Role.RESIDENT)
RUN_COMPANY = (Role.ADMIN, Role.OFFICE)

# How long one stays signed in; who holds several roles, as long as the shortest (docs/decisions/0003-own-sign-in.md).
A_DAYS_WORK = timedelta(hours=12)
SIGNED_IN_FOR: dict[Role, timedelta] = (
    dict.fromkeys(RUN_COMPANY, A_DAYS_WORK)
    | {Role.TECHNICIAN: timedelta(days=90)}
    | dict.fromkeys(OWNERS, timedelta(days=30))
)

_OWNER = frozenset({Permission.READ_OWN_LIFTS, Permission.REPORT_BREAKDOWN, Permission.ASK})
_PAPERS = _OWNER | {Permission.READ_OWN_PAPERS}
_MONEY = _PAPERS | {Permission.READ_OWN_MONEY}
_DECIDES = _MONEY | {Permission.DECIDE_QUOTES}
_OFFICE = frozenset({Permission.RUN_OFFICE, Permission.MANAGE_PEOPLE, Permission.READ_FOLLOWING})

PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.ADMIN: _OFFICE | {Permission.MANAGE_COMPANY},
    Role.OFFICE: _OFFICE,
    Role.TECHNICIAN: frozenset({Permission.WORK_ON_LIFTS}),
    Role.MANAGER: _DECIDES,
    Role.CHAIR: _DECIDES,
    Role.BILLING: frozenset({Permission.READ_OWN_MONEY, Permission.ASK}),
    Role.CARETAKER: _OWNER,
    Role.RESIDENT: _OWNER,
}

_LIVES_THERE = frozenset({Audience.PUBLIC, Audience.RESIDENTS})
_OWNS = _LIVES_THERE | {Audience.OWNER}
_WORKS = _OWNS | {Audience.STAFF}

AUDIENCES: dict[Role, frozenset[Audience]] = {
    Role.ADMIN: frozenset(Audience),
    Role.OFFICE: frozenset(Audience),
    Role.TECHNICIAN: _WORKS,
    Role.MANAGER: _OWNS | {Audience.BILLING},
    Role.CHAIR: _OWNS | {Audience.BILLING},
    Role.BILLING: _LIVES_THERE | {Audience.BILLING},
    Role.CARETAKER: _LIVES_THERE,
    Role.RESIDENT: _LIVES_THERE,
}
