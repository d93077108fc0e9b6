"""Opening a real company: its row, its first administrator, the plans it begins with, and the way in."""

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from maintenance.actions import plans
from portal.access import actions as posts
from portal.access.roles import Role
from portal.accounts.actions import invitations, people
from portal.company.actions import open_company
from portal.lib import clock


@transaction.atomic
def begin(*, company: Mapping[str, str], name: str, email: str, at: datetime) -> str:
    """Opens the house and sends its first administrator the link that lets in; answers the link.

    Raises AlreadyOpen, and AddressTaken.
    """
    opened = open_company(**company)
    admin = people.enrol(name=name, email=email)
    posts.give_post(person=admin, role=Role.ADMIN, from_on=clock.day_in(opened.time_zone, at), by=None, at=at)
    plans.publish_library(at=at)

    _invitation, secret = invitations.invite(person=admin, on_paper=False, by=None, at=at)
    url = settings.SITE_URL + reverse("invitation", args=[secret])
    invitations.mail(person=admin, url=url)
    return url
