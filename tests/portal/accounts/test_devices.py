import pytest

from portal.accounts import devices

IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 "
    "Mobile/15E148 Safari/604.1"
)
PIXEL = (
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36"
)
EDGE = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 "
    "Edg/130.0.0.0"
)
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0"
GALAXY = (
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/26.0 Chrome/122.0.0.0 "
    "Mobile Safari/537.36"
)


@pytest.mark.parametrize(
    ("user_agent", "said"),
    [
        (IPHONE, "Safari en iPhone"),
        (PIXEL, "Chrome en Android"),
        (EDGE, "Edge en Windows"),
        (FIREFOX, "Firefox en Linux"),
        (GALAXY, "Samsung Internet en Android"),
        ("curl/8.5 (Linux)", "Linux"),
        ("", "Aparato desconocido"),
    ],
)
def test_a_device_is_told_in_words(user_agent, said):
    assert devices.in_words(devices.recognise(user_agent)) == said
