import pytest

from owners.enums import ConsentTo
from owners.rules import wordings

# A text that was shown is never edited: who consented did so to these very words. A change is a new version.
SHOWN = {
    ("invoices", 1, "es"): "e20ad99af995d128",
    ("invoices", 1, "en"): "89908488bd92cb57",
    ("bulletins", 1, "es"): "ba2ac20b024e8bfd",
    ("bulletins", 1, "en"): "270089039dff1251",
}


def test_texts_that_were_shown_are_what_they_were():
    assert {key: wordings.digest(*key)[:16] for key in SHOWN} == SHOWN


@pytest.mark.parametrize("to", ConsentTo.values)
def test_each_consent_says_how_it_is_taken_back_in_both_languages(to):
    latest = wordings.latest(to)

    assert "retir" in wordings.text(to, latest, "es")
    assert "withdraw" in wordings.text(to, latest, "en")
    assert wordings.text(to, latest, "fr") == wordings.text(to, latest, "es")
