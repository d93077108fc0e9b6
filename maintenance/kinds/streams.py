"""In whose stream a fact is written: that of the lift, or of the lift that its subject is about."""

from typing import Any
from uuid import UUID


def of_the_lift(lift: Any) -> UUID:
    return UUID(str(lift.pk))


def of_its_lift(subject: Any) -> UUID:
    return UUID(str(subject.lift_id))
