"""A visit that was done, for who wants to know at once and not wait for the bulletin."""

from django.utils.translation import gettext as _

from maintenance.models import Visit
from notifications.letter import Letter
from notifications.touchpoints import about, bulletin_issued
from notifications.touchpoints.about import Reader
from portal.accounts.models import User
from portal.ledger.models import Entry

ROWS = ("lift__building", "technician__person", "plan")


def letter(entry: Entry, person: User) -> Letter:
    """Who came when, how the lift was left, and what was found."""
    visit = Visit.objects.select_related(*ROWS).get(pk=entry.subject_id)
    reader = Reader.of(person, visit.lift, entry.recorded_at)
    day = bulletin_issued.times(visit)[2]
    return reader.letter(
        of=visit,
        words=_("Ver la revisión"),
        title=_("Revisión hecha en %(street)s") % {"street": about.street(visit.lift)},
        what_happened=bulletin_issued.happened(visit, person),
        what_it_means=bulletin_issued.meaning(visit),
        what_next=bulletin_issued.next_window(visit, day),
        counts=bulletin_issued.counts(visit),
        details=((_("Le deja dicho"), visit.words_for_owner),) if visit.words_for_owner else (),
    )
