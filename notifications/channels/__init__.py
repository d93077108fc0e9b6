"""How a letter reaches a person, a folder a channel. A channel never decides whether to send, nor what."""


class Undeliverable(Exception):
    """The other side did not take it: for good, for now, or nobody knows (`uncertain`)."""

    def __init__(self, why: str, *, permanent: bool = False, uncertain: bool = False) -> None:
        super().__init__(why)
        self.permanent = permanent
        self.uncertain = uncertain
