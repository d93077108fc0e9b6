"""That we begin to write to an owner: from then on what happens is told; what of it goes on paper; and each call with
somebody of his.
"""

from dataclasses import replace
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from owners.kinds.streams import of_owner
from portal.access.audiences import Audience
from portal.ledger.kinds import Group, Kind, Shown
from portal.ledger.models import Stream

# Its subject is the owner; `wave` is the key of those we began to write to together.
BEGAN = of_owner(
    "speaking.began",
    _("Empezamos a escribir a este titular"),
    {"since": lambda owner: owner.speaking_since},
    audience=Audience.OWNER,
    group=Group.OWNERSHIP,
    stream_of=lambda owner: UUID(str(owner.pk)),
    shown=Shown.FILTER,
)

# Its subject is a conversation of notifications; what was said stands in its row.
TELEPHONED = of_owner(
    "owner.telephoned",
    _("Una llamada con alguien de este titular"),
    {
        "direction": lambda conversation: conversation.direction,
        "outcome": lambda conversation: conversation.outcome,
        "could_wait": lambda conversation: conversation.could_wait,
        "against": lambda conversation: conversation.against,
        "person": lambda conversation: conversation.person_id,
        "for_us": lambda conversation: conversation.for_us,
    },
    audience=Audience.OFFICE,
    group=Group.ENQUIRIES,
    shown=Shown.FILTER,
)

# Its subject is the owner: who of it wants what on paper, and how he asked. It decides how what the law asks comes.
PAPER_ASKED = replace(
    BEGAN, name="paper.asked", sentence=_("Quien habla por el titular dice qué quiere en papel"), facts={}
)

# Its subject is the bulletin: nobody of the owner has opened it, and those it was mailed to are reminded.
BULLETIN_UNOPENED = Kind(
    name="bulletin.unopened",
    version=1,
    audience=Audience.OWNER,
    stream=Stream.Of.LIFT,
    sentence=_("Se recuerda que un boletín está sin abrir"),
    stream_of=lambda bulletin: UUID(str(bulletin.visit.lift_id)),
    facts={"sha256": lambda bulletin: bulletin.file.sha256},
    group=Group.PAPERS,
    shown=Shown.FILTER,
)
SPEAKING = (BEGAN, TELEPHONED, PAPER_ASKED, BULLETIN_UNOPENED)
