"""What cannot be as it was asked for."""

from typing import Generic, TypeVar

Hindrance = TypeVar("Hindrance")


class Hindered(Exception, Generic[Hindrance]):
    """It cannot be so; `hindrance` says why, in words."""

    def __init__(self, hindrance: Hindrance) -> None:
        super().__init__(hindrance)
        self.hindrance = hindrance
