"""A breakdown that was given to a technician, or is another's now."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from maintenance.models import Breakdown
from notifications.notice import Notice
from notifications.queries import staff
from portal.accounts.models import User
from portal.ledger.models import Entry


def notice(entries: Sequence[Entry], person: User) -> Notice:
    """Told after a breakdown was given to somebody."""
    entry = entries[-1]
    rows = Breakdown.objects.select_related("lift__building", "technician__person")
    breakdown = rows.get(pk=entry.subject_id)
    street = breakdown.lift.building.street
    if not staff.has_it(entry, person):
        body = _("%(street)s: ahora la tiene %(name)s.") % {"street": street, "name": breakdown.who}
        return Notice(title=_("Una avería ya no es suya"), body=body, place="today")
    title = _("Tiene una avería: está parado") if breakdown.stops_service else _("Tiene una avería: funciona")
    body = _("%(street)s, %(lift)s.") % {"street": street, "lift": breakdown.lift.name}
    return Notice(title=title, body=body, place=f"breakdown/{breakdown.pk}")


def holds(entry: Entry) -> bool:
    """Until it is over."""
    return Breakdown.objects.open().filter(pk=entry.subject_id).exists()
