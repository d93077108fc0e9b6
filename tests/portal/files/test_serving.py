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


@pytest.fixture
def page(settings, file, client_of, office):
    """The response to a fetch of the file under a name, through every middleware."""
    settings.ROOT_URLCONF = "tests.portal.files.files_urls"
    return lambda name="boletin.pdf", **more: client_of(office).get("/file/", {"name": name, **more})


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("X-Content-Type-Options", "nosniff"),
        ("Cache-Control", "private, no-store"),
        ("Referrer-Policy", "no-referrer"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("X-Frame-Options", "DENY"),
        ("Content-Type", "application/pdf"),
    ],
)
def test_the_browser_is_told_to_trust_a_file_with_nothing(page, header, value):
    assert page()[header] == value


def test_a_file_is_locked_into_a_sandbox_and_may_load_nothing(page):
    assert set(page()["Content-Security-Policy"].split("; ")) == {"default-src 'none'", "sandbox"}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("boletin.pdf", 'inline; filename="boletin.pdf"'),
        ("boletín de año.pdf", "inline; filename*=utf-8''bolet%C3%ADn%20de%20a%C3%B1o.pdf"),
        ('a"b.pdf', 'inline; filename="a\\"b.pdf"'),
        ("a\r\nSet-Cookie: x=1.pdf", 'inline; filename="aSet-Cookie: x=1.pdf"'),
        ("a\x00b\u202e.pdf", 'inline; filename="ab.pdf"'),
    ],
)
def test_a_name_is_written_as_headers_want_it(page, name, said):
    response = page(name)

    assert response["Content-Disposition"] == said
    assert "Set-Cookie" not in response.headers


def test_a_download_is_a_download(page):
    assert page(download=1)["Content-Disposition"] == 'attachment; filename="boletin.pdf"'


def test_each_fetch_is_one_row_that_names_the_page(page, office):
    page()
    page()

    assert list(AccessLog.objects.values_list("person", "route")) == [(office.pk, "a-file")] * 2


def test_who_is_not_signed_in_is_written_down_as_nobody(page, client_of):
    client_of(None).get("/file/", {"name": "a.pdf"})

    assert AccessLog.objects.get().person is None


def test_altered_bytes_are_handed_to_nobody_and_logged_as_no_fetch(file, request_of):
    store.path_of(file.sha256).write_bytes(b"%PDF-1.8")

    with pytest.raises(store.Altered):
        serving.serve(request_of, file, name="boletin.pdf")

    assert not AccessLog.objects.exists()


def test_behind_nginx_the_headers_are_the_same_and_the_body_is_empty(page, settings):
    settings.FILES_ACCEL = "/protected"

    response = page()

    assert (response.content, response["Content-Type"], response["Cache-Control"]) == (
        b"",
        "application/pdf",
        "private, no-store",
    )
    assert response["Content-Disposition"] == 'inline; filename="boletin.pdf"'
    assert AccessLog.objects.count() == 1
