"""A letter: one content, which every channel lays out in its own way."""

from dataclasses import dataclass, field

from owners.models import Owner
from portal.files.models import File
from portal.web import words

SAID = ("what_happened", "what_it_means", "what_next", "why")  # in whole sentences


@dataclass(frozen=True)
class Attachment:
    """A stored file under the name its reader sees."""

    file: File
    name: str


@dataclass(frozen=True)
class Count:
    """So many of something, which a channel may draw as so many boxes: `ok`, `adjusted` or `pending`."""

    tone: str
    number: int
    words: str


@dataclass(frozen=True)
class Line:
    """One of several things told together: in a few words, perhaps with a page and with when it was."""

    words: str
    url: str = ""
    when: str = ""


@dataclass(frozen=True)
class Part:
    """Things that belong together: those of a place, or of a sort."""

    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Contact:
    """The reader's own person in the office."""

    name: str
    initials: str

    @classmethod
    def of(cls, owner: Owner | None) -> "Contact | None":
        """Whom the owner knows there, if anybody."""
        if owner is None or owner.contact is None:
            return None
        return cls(owner.contact.name, owner.contact.initials)


@dataclass(frozen=True)
class Letter:
    """What happened, what it means, what comes next, whom to talk to, and the one thing to do.

    A sentence that ends with the name of a firm («S. L.») ends there.
    """

    title: str
    what_happened: str
    what_it_means: str = ""
    what_next: str = ""
    where: str = ""
    why: str = ""
    action_words: str = ""
    action_url: str = ""
    action_note: str = ""
    details: tuple[tuple[str, str], ...] = field(default=())
    attachment: Attachment | None = None
    counts: tuple[Count, ...] = ()
    contact: Contact | None = None
    links: tuple[tuple[str, str], ...] = ()
    parts: tuple[Part, ...] = ()
    place: str = ""

    def __post_init__(self) -> None:
        for name in SAID:
            object.__setattr__(self, name, words.sentences(getattr(self, name)))

    @property
    def page(self) -> str:
        """Where the portal shows it to whoever has signed in."""
        return self.place or self.action_url
