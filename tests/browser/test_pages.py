"""Every listed page, narrow and wide, light and dark, in both languages: axe finds nothing, nothing fails or leaves."""

import pytest

pytestmark = pytest.mark.browser

# A path, and who looks at it: a name of the cast, or None for nobody.
PAGES = [
    ("/sign-in/", None),
    ("/sign-in/password/", None),
    ("/invitation/", None),
    ("/office/today/", "office"),
    ("/office/calls/new/", "office"),
    ("/office/visits/new/", "office"),
    ("/office/lifts/", "office"),
]


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize(("path", "who"), PAGES, ids=lambda value: value)
def test_a_page_is_for_everybody(look, company, client_of, request, path, who, width, scheme, language):
    client = client_of(request.getfixturevalue(who)) if who else None
    window = look(width=width, scheme=scheme, language=language, client=client)

    window.open(path)

    assert (window.errors, window.left) == ([], [])
    assert window.overflow() <= 0
    assert window.violations() == []


def test_a_planted_mistake_is_found(look, company):
    window = look()
    window.open("/sign-in/").evaluate("document.querySelector('h1').outerHTML = '<img src=\"/static/none.png\">'")

    assert any(line.startswith("image-alt:") for line in window.violations())
