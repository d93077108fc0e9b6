"""Log lines without keys: the path of an invitation lets its reader in, so a line says only that there was one."""

import logging
import re

KEY = re.compile(r"(/invitation/)[^/\s]+")


class Discreet(logging.Formatter):
    """Blots the keys out of the whole line, its traceback too."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        return KEY.sub(r"\1…", super().format(record))
