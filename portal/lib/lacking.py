"""What the machine lacks is nobody's mistake: the work waits for it and loses no attempt."""

from datetime import timedelta

PATIENCE = timedelta(minutes=1)


class Lacking(RuntimeError):
    """Something outside the program is missing; its text says what brings it, `patience` when to look again."""

    patience = PATIENCE
