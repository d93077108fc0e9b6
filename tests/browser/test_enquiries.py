"""An enquiry from the line of an invoice to its answer and its end, and its pages for everybody."""

import pytest
from django.urls import reverse

from owners.actions import enquiries
from owners.actions.enquiries import Saying
from owners.actions.invoices import Charge
from owners.enums.enquiries import EnquiryState
from owners.models import Enquiry
from tests.owners.conftest import asked, published  # noqa: F401 - fixtures are found by their names

pytestmark = pytest.mark.browser


def test_a_line_is_asked_about_answered_read_and_closed(look, office, chair, client_of, published):  # noqa: F811
    invoice = published(charges=[Charge("Cuota", "90"), Charge("Dos copias de la llave", "18")])
    house = look(client=client_of(chair), width=360)
    page = house.open(reverse("owners:invoice", args=[invoice.pk]))
    page.locator("summary", has_text="Preguntar por esta línea").nth(1).click()
    page.locator(".ask-line[open] textarea").fill("¿Para quién eran las dos copias?")
    page.locator(".ask-line[open] button").click()
    page.wait_for_selector("text=Recibido: C-")
    received = house.faults()

    desk = look(client=client_of(office))
    page = desk.open(reverse("owners:office-enquiries"))
    page.click("text=¿Para quién eran las dos copias?")
    page.wait_for_selector("quick-keys textarea:focus")
    page.keyboard.type("Las pidió usted el 6 de octubre.")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("text=Contestada. Se lo decimos por correo.")
    answered = desk.faults()

    again = look(client=client_of(chair), width=360)  # axe has left its own errors in the other window
    page = again.open(reverse("owners:enquiry", args=[Enquiry.objects.get().pk]))
    words = page.inner_text("main")
    page.click("text=Me sirve: cerrarla")
    page.wait_for_selector("text=Cerrada. Si escribe otra vez")

    assert (received, answered, again.faults()) == ([], [], [])
    assert "Las pidió usted el 6 de octubre." in words
    assert (Enquiry.objects.get().line, Enquiry.objects.get().state) == (2, EnquiryState.CLOSED)


def test_on_a_phone_the_thread_is_read_before_it_is_answered(look, office, client_of, asked):  # noqa: F811
    page = look(client=client_of(office), width=360).open(reverse("owners:office-enquiry", args=[asked().pk]))
    page.wait_for_selector("quick-keys:defined")

    assert page.evaluate("[document.activeElement.tagName, scrollY]") == ["BODY", 0]


@pytest.mark.parametrize(("width", "language", "scheme"), [(360, "en", "dark"), (1280, "es", "light")])
def test_the_pages_of_an_enquiry_are_for_everybody(look, office, chair, client_of, asked, now, width, language, scheme):  # noqa: F811
    made = asked("¿Y esto " + "tan largo" * 30 + "?")
    enquiries.answer(enquiry=made, saying=Saying("Hecho."), seen=1, by=office, at=now)
    asked("Hola")
    hers, desk = client_of(chair), client_of(office)
    pages = [
        (hers, reverse("owners:enquiries")),
        (hers, reverse("owners:enquiry-new") + "?kind=call"),
        (hers, reverse("owners:enquiry", args=[made.pk])),
        (desk, reverse("owners:office-enquiries")),
        (desk, reverse("owners:office-enquiry", args=[made.pk])),
        (desk, reverse("owners:enquiry-terms")),
        (desk, reverse("owners:enquiry-call") + "?q=pilar"),
        (desk, reverse("owners:enquiry-call") + f"?owner={made.owner_id}"),
    ]
    wrong = {}
    for client, path in pages:
        window = look(client=client, width=width, language=language, scheme=scheme)
        window.open(path)
        wrong[path] = window.faults()

    assert {path: found for path, found in wrong.items() if found} == {}
