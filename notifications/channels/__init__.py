"""How a letter reaches a person, a folder a channel. A channel never decides whether to send, nor what."""

from notifications.enums import Why


class Undeliverable(Exception):
    """The other side did not take it: for good, for now, or nobody knows (`uncertain`)."""

    def __init__(self, why: str, *, permanent: bool = False, uncertain: bool = False) -> None:
        super().__init__(why)
        self.permanent = permanent
        self.uncertain = uncertain


class Gone(Undeliverable):
    """There is no such address any more: nothing is sent there again."""

    def __init__(self, why: str) -> None:
        super().__init__(why, permanent=True)


class Withdrawn(Exception):
    """There is nothing to tell any more, or nobody to tell it to; `why` says which."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why
