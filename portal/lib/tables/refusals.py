"""Why a file is not taken."""


class CannotRead(Exception):
    """The file is not taken; the text says why and what to do, in words for people."""
