import logging
from logging.config import dictConfig

import pytest
from django.conf import settings

from portal.lib.discreet import Discreet


def _written(message, *args, **more):
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, message, args, None)
    return Discreet("{levelname} {message}", style="{").format(record)


@pytest.mark.parametrize("path", ["/invitation/s3cr-et_/", "/invitation/s3cr-et_", "/invitation/s3cr-et_/?a=b"])
def test_the_key_of_an_invitation_is_blotted_out(path):
    assert _written("%s: %s", "Too Many Requests", path).startswith("WARNING Too Many Requests: /invitation/…")
    assert "s3cr" not in _written("%s: %s", "Too Many Requests", path)


def test_the_key_of_a_link_to_a_document_is_blotted_out():
    assert _written("%s: %s", "Gone", "/d/AaBb.cC-d_/") == "WARNING Gone: /d/…/"


def test_everything_else_is_written_as_it_is():
    assert _written("%s: %s", "Not Found", "/lifts/1/ and /invitation/") == (
        "WARNING Not Found: /lifts/1/ and /invitation/"
    )


def test_the_console_speaks_through_it():
    root = logging.getLogger()
    before = root.handlers[:]
    try:
        dictConfig(settings.LOGGING)

        assert [type(handler.formatter) for handler in root.handlers if handler not in before] == [Discreet]
    finally:
        root.handlers[:] = before
