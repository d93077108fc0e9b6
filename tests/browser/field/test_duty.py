"""My duty and the works ahead, as the round tells them; nothing of either where it does not."""

from datetime import UTC, datetime, timedelta

import pytest

pytestmark = pytest.mark.browser
TELL = """async (more) => {
  const people = await import("/static/maintenance/field/people.js");
  const store = people.storeOf((await people.here()).id);
  const kept = await store.get("round", "round");
  await store.put("round", {...kept, told: {...kept.told, ...more}});
}"""


# One instant for all: two read a microsecond apart may stand in different milliseconds, and that is a gap.
NOW = datetime.now(UTC)


def _duty(starts, ends, **who):
    at = {"from_at": (NOW + starts).isoformat(), "to_at": (NOW + ends).isoformat()}
    return {"id": str(starts), "route": None, "before": None, "after": None} | at | who


def _told(phone, network, **more):
    """The round with this in it, opened without coverage."""
    network.close()
    phone.context.pages[0].evaluate(TELL, more)
    page = phone.open()
    page.wait_for_selector(".due-head")
    return page


def test_a_round_without_duties_has_no_tab_for_them(phone, network):
    page = _told(phone, network, duties=None, works=None)

    assert page.locator(".field-tabs a").all_inner_texts() == ["Hoy", "Escanear", "Por enviar"]
    assert page.locator("h2", has_text="Trabajos previstos").count() == 0


def test_my_duty_says_until_when_and_who_takes_over(phone, network):
    hour = timedelta(hours=1)
    duties = [
        _duty(-3 * hour, 0 * hour, route="Centro"),
        _duty(100 * hour, 124 * hour, route="Centro", before="Iván Prado"),
        _duty(-2 * hour, 72 * hour, after="Iván Prado"),
    ]
    page = _told(phone, network, duties=duties)
    page.click(".field-tabs [href='#duty']")
    page.wait_for_selector(".on-duty")

    now = page.locator(".on-duty").all_inner_texts()
    assert len(now) == 1
    assert now[0].startswith("De guardia hasta el ")
    assert ("todas las rutas" in now[0], "Después la tiene Iván Prado" in now[0]) == (True, True)
    later = page.inner_text(".out-row").split("\n")
    assert later[1:] == ["ruta Centro", "Se la pasa Iván Prado", "Después no consta nadie: pregunte en la oficina."]
    assert page.locator(".field-tabs [aria-current]").inner_text() == "Mi guardia"


def test_who_goes_on_under_another_duty_leaves_no_gap(phone, network):
    hour = timedelta(hours=1)
    duties = [_duty(-1 * hour, 72 * hour, route="Centro"), _duty(72 * hour, 90 * hour, after="Iván Prado")]
    page = _told(phone, network, duties=duties)
    page.click(".field-tabs [href='#duty']")
    page.wait_for_selector(".on-duty")

    assert "no consta nadie" not in page.inner_text("main")


def test_without_a_duty_ahead_it_says_so(phone, network):
    page = _told(phone, network, duties=[])
    page.click(".field-tabs [href='#duty']")

    page.wait_for_selector(".empty")
    assert page.inner_text("main .empty") == "No tiene guardia en las próximas dos semanas."


def test_works_ahead_stand_under_their_heading(phone, network, planned):
    work = _duty(timedelta(days=2), timedelta(days=2, hours=4)) | {"lift": str(planned.pk), "words": "Parada prevista"}
    past = work | {"from_at": "2020-01-01T08:00:00Z", "to_at": "2020-01-01T09:00:00Z"}
    foreign = work | {"lift": "01a20d70-0000-7000-8000-000000000000"}
    page = _told(phone, network, works=[work, past, foreign])

    assert page.inner_text(".due-head:has-text('Trabajos previstos') .figures") == "1"
    assert page.locator(".pick-row").count() == 1
    assert page.inner_text(".pick-row").startswith("Calle Mayor 14\nParada prevista · ")
    page.click(".pick-row")
    page.wait_for_selector(".row-lines")
    assert "Parada prevista" in page.inner_text(".card:has(h2:has-text('Trabajos previstos')) .row-lines")
