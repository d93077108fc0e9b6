import pytest
from django.http import HttpResponse

from portal.web.middleware import ClientAddress


@pytest.fixture
def seen(rf):
    """The address a view sees of a request with these headers."""

    def ask(**headers):
        request = rf.get("/", REMOTE_ADDR="10.0.0.9", **headers)
        ClientAddress(lambda _request: HttpResponse())(request)
        return request.META["REMOTE_ADDR"]

    return ask


def test_without_a_proxy_a_header_changes_nothing(seen, settings):
    settings.TRUSTED_PROXY = False

    assert seen(HTTP_X_FORWARDED_FOR="203.0.113.5") == "10.0.0.9"


@pytest.mark.parametrize(
    ("header", "address"),
    [("203.0.113.5", "203.0.113.5"), ("198.51.100.1, 203.0.113.5", "203.0.113.5"), ("", "10.0.0.9")],
)
def test_behind_a_proxy_the_last_address_counts_whatever_the_client_claims(seen, settings, header, address):
    settings.TRUSTED_PROXY = True

    assert seen(HTTP_X_FORWARDED_FOR=header) == address
