"""What begins and ends between an owner, his people and us."""

from datetime import timedelta
from functools import partial

from django.utils.translation import gettext_lazy as _

from notifications.enums import Topic
from notifications.touchpoint import IN_MANAGERS_BRIEF, IN_SUMMARIES, mailed
from notifications.touchpoints import beginning, mandate_told
from owners import kinds as owning
from owners.kinds import money, speaking
from portal.access.roles import OWNERS

_line = partial(mailed, topic=Topic.RELATION, stale_after=timedelta(days=10))

LINES = (
    _line(
        "first_letter",
        _("La primera carta, con lo que ya está abierto"),
        speaking.BEGAN,
        letter=beginning.first_letter,
        finds=beginning.of_one,
    ),
    _line(
        "portfolio_welcome",
        _("La bienvenida a quien representa a varios titulares con los que empezamos"),
        speaking.BEGAN,
        letter=beginning.welcome,
        finds=beginning.of_several,
    ),
    _line(
        "mandate_welcome",
        _("La bienvenida a quien empieza a representar a un titular"),
        owning.MANDATE_GIVEN,
        stale_after=timedelta(days=60),
        roles=frozenset(OWNERS),
        letter=mandate_told.welcome,
        finds=mandate_told.whom,
        rhythm=IN_MANAGERS_BRIEF,
    ),
    _line(
        "handover_in",
        _("Un ascensor que entra en la cartera"),
        owning.TENURE_BEGAN,
        stale_after=timedelta(days=60),
        letter=mandate_told.handover,
        finds=mandate_told.receiving,
        rhythm=IN_SUMMARIES,
    ),
    _line(
        "farewell",
        _("La despedida, cuando acaba un mandato o un contrato"),
        owning.MANDATE_ENDED,
        money.CONTRACT_ENDED,
        stale_after=timedelta(days=60),
        roles=frozenset(OWNERS),
        letter=mandate_told.farewell,
        finds=mandate_told.parting,
        rhythm=IN_MANAGERS_BRIEF,
    ),
)
