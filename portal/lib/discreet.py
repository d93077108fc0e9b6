"""Log lines without keys: the path of an invitation, or of a link to a document, lets its reader in."""

import logging
import re

KEY = re.compile(r"(/(?:invitation|d)/)[^/\s]+")


class Discreet(logging.Formatter):
    """Blots the keys out of the whole line, its traceback too."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        return KEY.sub(r"\1…", super().format(record))
