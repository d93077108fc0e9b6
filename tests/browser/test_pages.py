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
    ("/office/works/", "office"),
    ("/office/works/new/", "office"),
]


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_a_page_is_for_everybody(look, office, client_of, width, scheme, language):
    clients = {None: None, "office": client_of(office)}
    wrong = {}
    for path, who in PAGES:
        window = look(width=width, scheme=scheme, language=language, client=clients[who])
        window.open(path)
        wrong[path] = window.faults()

    assert wrong == {path: [] for path, _who in PAGES}


def test_a_planted_mistake_is_found(look, company):
    window = look()
    window.open("/sign-in/").evaluate("document.querySelector('h1').outerHTML = '<img src=\"/static/none.png\">'")

    assert any(line.startswith("image-alt:") for line in window.violations())
