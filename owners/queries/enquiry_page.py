"""One enquiry as both sides read it: where it stands, its last day and whose that is, what it is about, the thread."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from owners.enums.enquiries import Side, TermKind
from owners.models import Enquiry
from owners.queries import enquiries, scope, topics
from portal.accounts.models import User
from portal.web import words


@dataclass(frozen=True)
class Said:
    """What somebody said in a thread, and the paper or photo beside it."""

    who: str
    initials: str
    is_house: bool
    when: str
    text: str
    file: UUID | None
    is_photo: bool
    how: str = ""


def whole(enquiry: Enquiry, person: User, at: datetime) -> dict[str, Any]:
    """What its pages print; the address of what it is about for who may open it."""
    today = scope.today(at)
    tone, state = enquiries.standing(enquiry, today)
    about, about_url = topics.of(enquiry, person, at)
    return {
        "enquiry": enquiry,
        "tone": tone,
        "state": state,
        "due": enquiries.promised(enquiry, today),
        "because": str(TermKind(enquiry.term).label),
        "about": about,
        "about_url": about_url,
        "how": enquiries.how(enquiry),
        "thread": _thread(enquiry, at),
    }


def _thread(enquiry: Enquiry, at: datetime) -> list[Said]:
    """Everything said, first to last."""
    zone = ZoneInfo(scope.zone())
    local = at.astimezone(zone)
    found = enquiry.words.select_related("person", "taken_by", "file").order_by("place")
    return [
        Said(
            who=one.person.name,
            initials=one.person.initials,
            is_house=one.side == Side.HOUSE,
            when=words.moment(one.at.astimezone(zone), local),
            text=one.text,
            file=one.pk if one.file else None,
            is_photo=bool(one.file and one.file.media_type != "application/pdf"),
            how=_("por teléfono; lo anotó %(name)s") % {"name": one.taken_by.name} if one.taken_by else "",
        )
        for one in found
    ]
