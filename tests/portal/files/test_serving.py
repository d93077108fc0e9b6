import pytest
from django.test import RequestFactory

from portal.files import serving, store
from portal.files.models import AccessLog


@pytest.fixture
def file(db, now):
    return store.put(b"%PDF-1.7", media_type="application/pdf", at=now)


@pytest.fixture
def request_of(office):
    request = RequestFactory().get("/x", REMOTE_ADDR="127.0.0.1")
    request.resolver_match = None
    request.user = office
    return request


def test_a_pdf_opens_in_the_page_under_its_name(file, request_of):
    response = serving.serve(request_of, file, name="H47218306_2026-11-12_boletin.pdf")

    assert response.content == b"%PDF-1.7"
    assert response["Content-Disposition"] == 'inline; filename="H47218306_2026-11-12_boletin.pdf"'
    assert response["Cache-Control"] == "private, no-store"


def test_who_was_handed_it_is_written_down(file, request_of, office):
    serving.serve(request_of, file, name="a.pdf")

    log = AccessLog.objects.get()
    assert (log.file, log.person, log.address) == (file, office, "127.0.0.1")


def test_behind_nginx_the_app_sends_only_the_way(file, request_of, settings):
    settings.FILES_ACCEL = "/protected/"

    response = serving.serve(request_of, file, name="a.pdf")

    assert response["X-Accel-Redirect"] == f"/protected/{store.relative(file.sha256)}"
    assert response.content == b""


def test_what_is_no_document_is_downloaded(db, request_of, now):
    file = store.put(b"<svg/>", media_type="image/svg+xml", at=now)

    response = serving.serve(request_of, file, name="a.svg")

    assert response["Content-Disposition"].startswith("attachment")
