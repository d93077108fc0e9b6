"""What we ask of people, and what follows on their answers."""

from datetime import timedelta
from functools import partial

from django.utils.translation import gettext_lazy as _

from notifications.enums import Channel, Topic
from notifications.touchpoint import DECIDE, IN_SUMMARIES, mailed
from notifications.touchpoints import survey_told
from owners.kinds import enquiries as asking
from owners.kinds import surveys
from portal.access.roles import OWNERS, Role

_line = partial(mailed, topic=Topic.SURVEYS, stale_after=timedelta(days=3), roles=frozenset(OWNERS))

LINES = (
    _line(
        "survey_breakdown",
        _("Una pregunta sobre una avería"),
        surveys.ASKED,
        applies=survey_told.of_breakdown,
        finds=survey_told.asked,
        holds=survey_told.still_asks,
        letter=survey_told.breakdown,
    ),
    _line(
        "yearly_question",
        _("La pregunta del año: si nos recomendaría"),
        surveys.ASKED,
        roles=DECIDE,
        applies=survey_told.of_year,
        finds=survey_told.asked_yearly,
        holds=survey_told.still_asks,
        letter=survey_told.yearly,
        rhythm=IN_SUMMARIES,
    ),
    _line(
        "follow_up",
        _("Una nota baja, o una reclamación: alguien llama"),
        surveys.ANSWERED,
        asking.ASKED,
        topic=Topic.OWN,
        roles=frozenset({Role.OFFICE}),
        applies=survey_told.needs_a_call,
        concerns=survey_told.who_calls,
        holds=survey_told.still_needs_a_call,
        letter=survey_told.follow_up,
    ),
    _line(
        "thanks_given",
        _("Las gracias de quien avisó, a quien fue"),
        surveys.ANSWERED,
        topic=Topic.OWN,
        roles=frozenset({Role.TECHNICIAN}),
        channels=(Channel.PUSH,),
        applies=survey_told.gives_thanks,
        concerns=survey_told.thanked,
        notice=survey_told.thanks,
    ),
)
