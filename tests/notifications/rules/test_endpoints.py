"""Where a notice may be sent, whatever a phone says."""

import pytest

from notifications.rules.endpoints import place

HOSTS = ("fcm.googleapis.com", ".push.apple.com", "http://127.0.0.1:8123")


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://fcm.googleapis.com/fcm/send/abc:DEF-_",
        "https://fcm.googleapis.com:443/fcm/send/abc",
        "https://web.push.apple.com/QOX?x=1",
        "http://127.0.0.1:8123/send/marta",
    ],
)
def test_known_services_are_sent_to(endpoint):
    found = place(endpoint, HOSTS)

    assert found is not None
    assert endpoint.endswith(found.path)


@pytest.mark.parametrize(
    "endpoint",
    [
        "",
        "http://fcm.googleapis.com/fcm/send/abc",
        "https://fcm.googleapis.com:8443/fcm/send/abc",
        "https://fcm.googleapis.com.evil.example/x",
        "https://evilfcm.googleapis.com/x",
        "https://x.fcm.googleapis.com/x",
        "https://push.apple.com/x",
        "https://evilpush.apple.com/x",
        "https://user@fcm.googleapis.com/x",
        "https://fcm.googleapis.com@127.0.0.1/x",
        "https://127.0.0.1/x",
        "https://[::1]/x",
        "https://169.254.169.254/latest/meta-data",
        "https://0x7f000001/x",
        "http://127.0.0.1/x",
        "http://127.0.0.1:8124/x",
        "https://127.0.0.1:8123/x",
        "https://localhost/x",
        "https://fcm.googleapis.com\\@127.0.0.1/x",
        "https://fcm.googleapis.com/x y",
        "https://fcm.googleapis.com/x\r\nHost: 127.0.0.1",
        "https://fcm.googleapis.com/x\n",
        "https://fcm.googleapis.com#@127.0.0.1/",
        "https://fcm.googleapis.com",
        "HTTPS://FCM.GOOGLEAPIS.COM/x",
        "https://fcm.googleapis.com./x",
        "https://fcm.googleapis.com:/x",
        "https://fcm.googleapis.com:443:80/x",
        "https://ﬁcm.googleapis.com/x",
        "file:///etc/passwd",
        "gopher://fcm.googleapis.com/x",
        "//fcm.googleapis.com/x",
        "https://fcm.googleapis.com/" + "x" * 1000,
    ],
)
def test_nothing_else_is(endpoint):
    assert place(endpoint, HOSTS) is None


def test_with_no_service_known_nothing_is_sent_anywhere():
    assert place("https://fcm.googleapis.com/x", ()) is None


@pytest.mark.parametrize(
    ("endpoint", "origin"),
    [
        ("https://fcm.googleapis.com:443/x", "https://fcm.googleapis.com"),
        ("http://127.0.0.1:8123/x", "http://127.0.0.1:8123"),
    ],
)
def test_the_signature_names_the_origin(endpoint, origin):
    assert place(endpoint, HOSTS).origin == origin
