"""How a letter reaches a person, a folder a channel. A channel never decides whether to send, nor what."""

from notifications.enums import Why
from notifications.rules.retrying import NOBODY_GETS_THROUGH, Refusal


class Undeliverable(Exception):
    """The other side did not take it: for good, for now, or nobody knows (`uncertain`); `refusal` says why not.

    `is_cut` when nobody got through: at the door, or when the line broke.
    """

    def __init__(
        self, why: str, *, permanent: bool = False, uncertain: bool = False, refusal: Refusal = Refusal.SOON
    ) -> None:
        super().__init__(why)
        self.refusal = Refusal.FOR_GOOD if permanent else refusal
        self.permanent = self.refusal == Refusal.FOR_GOOD
        self.uncertain = uncertain
        self.is_cut = uncertain or self.refusal in NOBODY_GETS_THROUGH


class Gone(Undeliverable):
    """There is no such address any more: nothing is sent there again."""

    def __init__(self, why: str) -> None:
        super().__init__(why, permanent=True)


class Withdrawn(Exception):
    """There is nothing to tell any more, or nobody to tell it to; `why` says which."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why
