"""What lets whoever reads a mail say «no more of this» or «not me» without signing in: a signed name of the message.

It opens nothing and reads nothing; it never runs out, since a mail is found again years later.
"""

from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils.translation import gettext as _

from notifications import catalogue
from notifications.enums import Class, Topic
from notifications.models import Message

SALT = "notifications.stop"


def stop_url(message: Message) -> str:
    """Where its reader stops the topic."""
    return settings.SITE_URL + reverse("notifications:stop", args=[signed(message)])


def not_me_url(message: Message) -> str:
    """Where its reader says that he is somebody else."""
    return settings.SITE_URL + reverse("notifications:not-me", args=[signed(message)])


def message_of(name: str) -> Message | None:
    """The message of that signed name; None for one we did not sign."""
    try:
        key = UUID(Signer(salt=SALT).unsign(name))
    except (BadSignature, ValueError):
        return None
    return Message.objects.select_related("person", "entry").filter(pk=key, person__isnull=False).first()


def can_be_stopped(message: Message) -> bool:
    """Whether it is of a topic a person may switch off: nothing the law asks, nothing of safety, no answer to what he
    did himself, no work of our own people, no code to sign in.
    """
    touchpoint = catalogue.KEYS.get(message.touchpoint)
    is_of_a_topic = message.tells_id is not None or (touchpoint is not None and touchpoint.concerns is None)
    return is_of_a_topic and message.person_id is not None and message.kind in {Class.SERVICE, Class.PROMOTION}


def links(message: Message) -> tuple[tuple[str, str], ...]:
    """What stands at the foot of a mail to people of an owner's; our own go on hearing of their work."""
    touchpoint = catalogue.KEYS.get(message.touchpoint)
    if touchpoint is not None and touchpoint.topic == Topic.OWN:
        return ()
    stops = ((_("No quiero más de esto"), stop_url(message)),) if can_be_stopped(message) else ()
    return (*stops, (_("No soy yo"), not_me_url(message)))


def signed(message: Message) -> str:
    """The message's name as only we can write it."""
    return Signer(salt=SALT).sign(str(message.pk))
