"""What letters about a lift have in common: who reads, whose it is, and moments in words that hold when read later.

A mail is read tomorrow too: it says no "today" and no "yesterday".
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from maintenance.models import Breakdown, Lift, Technician
from notifications.letter import Contact, Letter
from notifications.telling import once
from owners.models import Owner, Tenure
from owners.queries import scope
from portal.access.audiences import Audience
from portal.accounts.models import User
from portal.ledger.models import Entry
from portal.web import pages, words

MOST_OF_PLACE = 160
STREET_IN_TITLE, NAME_IN_TITLE = 36, 16  # characters; what is longer stands whole in the letter's head


@dataclass(frozen=True)
class Reader:
    """One person about one lift; `is_owners` says whether he may read names and what only an owner may."""

    person: User
    lift: Lift
    owner: Owner | None
    is_owners: bool

    @classmethod
    def of(cls, person: User, lift: Lift, at: datetime) -> "Reader":
        """As he stands to it now."""
        return cls(person, lift, _owner_of(lift, at), Audience.OWNER in scope.audiences_on(person, lift, at))

    @property
    def why(self) -> str:
        """Why we write to him."""
        if self.is_owners and self.owner:
            return _("Le escribimos porque representa a %(owner)s.") % {"owner": self.owner.name}
        return _("Le escribimos porque sigue el ascensor de su edificio.")

    def who(self, technician: Technician | None, *, within: bool = False) -> str:
        """The technician by name, or as no more than that; `within` a sentence or at its beginning."""
        if technician and self.is_owners:
            return technician.person.name
        return _("un técnico") if within else _("Un técnico")

    def goes(self, found: Breakdown, *, within: bool = False) -> str:
        """Who has a breakdown, by name or as no more than a technician."""
        if found.who and self.is_owners:
            return found.who
        return self.who(None, within=within)

    def letter(self, *, of: Any, words: str, **told: Any) -> Letter:
        """A letter with its frame; `of` is what the button leads to, `words` what it says."""
        return Letter(
            where=place(self.lift),
            why=self.why,
            action_words=words,
            action_url=settings.SITE_URL + pages.url_for(of),
            contact=Contact.of(self.owner),
            **told,
        )


@once
def _owner_of(lift: Lift, at: datetime) -> Owner | None:
    found = Owner.objects.select_related("contact")
    return found.filter(tenures__in=Tenure.objects.held_on(scope.today(at)).filter(lift=lift)).first()


@once
def breakdown(entry: Entry) -> Breakdown:
    """The breakdown a fact is about, with what letters say of it."""
    rows = Breakdown.objects.select_related("lift__building", "technician__person", "stop")
    return rows.get(pk=entry.subject_id)


def place(lift: Lift) -> str:
    """Where it is, as a letter's head says it."""
    return Truncator(lift.place).chars(MOST_OF_PLACE)


@once
def street(lift: Lift) -> str:
    """The house as a title says it; with the lift's name where the house has several, so that a phone shows which."""
    several = Lift.objects.in_care().filter(building=lift.building_id).exclude(pk=lift.pk).exists()
    name = f", {Truncator(lift.name).chars(NAME_IN_TITLE)}" if several else ""
    return Truncator(lift.building.street).chars(STREET_IN_TITLE - len(name)) + name


def local(lift: Lift, at: datetime) -> datetime:
    """A moment at the lift's place."""
    return at.astimezone(ZoneInfo(lift.building.time_zone))


def day(on: date) -> str:
    """lunes 23 de noviembre."""
    return date_format(on, "WEEKDAY_FORMAT")


def moment(at: datetime) -> str:
    """el lunes 23 de noviembre a las 9:32."""
    return _("el %(day)s a las %(hour)s") % {"day": day(at.date()), "hour": words.hour(at)}


def then(at: datetime, beside: datetime) -> str:
    """A second moment beside a first: a las 9:40, or with its day when that is another."""
    return _("a las %(hour)s") % {"hour": words.hour(at)} if at.date() == beside.date() else moment(at)


def since(at: datetime) -> str:
    """desde el lunes 23 de noviembre, 9:32."""
    return _("desde el %(day)s, %(hour)s") % {"day": day(at.date()), "hour": words.hour(at)}


def until(at: datetime, beside: datetime) -> str:
    """hasta las 14:00, or with its day when that is another."""
    if at.date() == beside.date():
        return _("hasta las %(hour)s") % {"hour": words.hour(at)}
    return _("hasta el %(day)s a las %(hour)s") % {"day": day(at.date()), "hour": words.hour(at)}


def before(at: datetime, beside: datetime) -> str:
    """antes de las 13:00, or antes del martes 24 de noviembre a las 9:00."""
    if at.date() == beside.date():
        return _("antes de las %(hour)s") % {"hour": words.hour(at)}
    return _("antes del %(day)s a las %(hour)s") % {"day": day(at.date()), "hour": words.hour(at)}
