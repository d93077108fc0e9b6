"""That we begin to write to an owner: from then on what happens is told; what of it goes on paper; and each call with
somebody of his.
"""

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

# Its subject is a conversation of notifications; what was said stands in its row.
TELEPHONED = Kind(
    name="owner.telephoned",
    version=1,
    audience=Audience.OFFICE,
    stream=Stream.Of.OWNER,
    sentence=_("Una llamada con alguien de este titular"),
    stream_of=lambda conversation: UUID(str(conversation.owner_id)),
    facts={
        "direction": lambda conversation: conversation.direction,
        "outcome": lambda conversation: conversation.outcome,
        "could_wait": lambda conversation: conversation.could_wait,
        "against": lambda conversation: conversation.against,
        "person": lambda conversation: conversation.person_id,
        "for_us": lambda conversation: conversation.for_us,
    },
    group=Group.ENQUIRIES,
    shown=Shown.FILTER,
)

# Its subject is the owner: who of it wants what on paper, and how he asked. It decides how what the law asks comes.
PAPER_ASKED = replace(
    BEGAN, name="paper.asked", sentence=_("Quien habla por el titular dice qué quiere en papel"), facts={}
)
SPEAKING = (BEGAN, TELEPHONED, PAPER_ASKED)
