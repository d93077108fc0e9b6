"""That we begin to write to an owner: from then on what happens is told; and what of it goes on paper."""

from dataclasses import replace
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from portal.access.audiences import Audience
from portal.ledger.kinds import Group, Kind, Shown
from portal.ledger.models import Stream

# Its subject is the owner; `wave` is the key of those we began to write to together.
BEGAN = Kind(
    name="speaking.began",
    version=1,
    audience=Audience.OWNER,
    stream=Stream.Of.OWNER,
    sentence=_("Empezamos a escribir a este titular"),
    stream_of=lambda owner: UUID(str(owner.pk)),
    facts={"since": lambda owner: owner.speaking_since},
    group=Group.OWNERSHIP,
    shown=Shown.FILTER,
)

# The same: who of it wants what on paper, and how he asked; it decides how what the law asks reaches the owner.
PAPER_ASKED = replace(
    BEGAN, name="paper.asked", sentence=_("Quien habla por el titular dice qué quiere en papel"), facts={}
)
SPEAKING = (BEGAN, PAPER_ASKED)
