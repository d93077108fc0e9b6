"""A client made of the committed schema runs the whole story: told by the ERP, read by the chair, the same bytes."""

import importlib
import io
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.core.wsgi import get_wsgi_application

from owners.actions import invoices as publishing
from owners.models import Invoice, Owner
from portal.access.roles import Role
from portal.files import store
from portal.jobs import actions as jobs
from portal.jobs.models import Job
from portal.web import openapi
from tests.conftest import mandate, person
from tests.owners.api.test_puts import BREAKDOWN, CONTRACT, INVOICE, LIFT, OWNER, VISIT
from tests.papers import PDF
from tests.programs import token_of

httpx = pytest.importorskip("httpx")
pytest.importorskip("openapi_python_client")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The client, made and imported."""
    folder = tmp_path_factory.mktemp("client")
    given = ["--path", openapi.page(), "--config", Path(__file__).parent / "client.yaml", "--meta", "none"]
    command = [sys.executable, "-m", "openapi_python_client", "generate", *given, "--output-path", "rellano_client"]
    subprocess.run([str(one) for one in command], cwd=folder, check=True, capture_output=True)
    sys.path.insert(0, str(folder))
    yield lambda name: importlib.import_module(f"rellano_client.{name}")
    sys.path.remove(str(folder))


@pytest.fixture
def program_of(made, one_connection):
    """A client of this house with a person's token."""

    def of(who):
        http = httpx.Client(
            transport=httpx.WSGITransport(app=get_wsgi_application()),
            base_url="http://localhost",
            headers={"Authorization": f"Bearer {token_of(who)}"},
        )
        return made("client").AuthenticatedClient("http://localhost", "unused").set_httpx_client(http)

    return of


def test_told_by_the_erp_and_read_by_the_chair(made, program_of, office, technician, plan, now, private_files):
    store.put(PDF, media_type="application/pdf", at=now)
    erp = program_of(office)

    def put(things, external_id, model, body):
        call = made(f"api.{things}.put_{things}").sync_detailed
        return call("erp", external_id, client=erp, body=getattr(made("models"), model).from_dict(body)).status_code

    told = [
        put("owners", "C-7", "OwnerTold", OWNER),
        put("lifts", "A-1", "LiftTold", LIFT),
        put("contracts", "K-1", "ContractTold", CONTRACT),
        put("visits", "R-1", "VisitTold", VISIT),
        put("breakdowns", "P-1", "BreakdownTold", BREAKDOWN),
    ]
    models = made("models")
    file = made("types").File(payload=io.BytesIO(PDF), file_name="F26-10.pdf", mime_type="application/pdf")
    body = models.PutInvoicesBody(invoice=models.InvoiceTold.from_dict(INVOICE), file=file)
    published = made("api.invoices.put_invoices").sync_detailed("erp", "F-10", client=erp, body=body)

    chair = program_of(mandate(Owner.objects.get(), Role.CHAIR, person("Pilar Ortega")))
    list_invoices = made("api.invoices.list_invoices").sync
    assert list_invoices(client=chair).items == []
    publishing.announce(invoice=Invoice.objects.get(), at=now)
    (one,) = list_invoices(client=chair).items
    original = made("api.invoices.read_invoice_file").sync(one.id, client=chair)
    made("api.months.build_month").sync("2026-10", client=chair)
    jobs.run(Job.objects.get().pk)
    archive = made("api.months.read_month_file").sync("2026-10", client=chair)

    assert [*told, published.status_code] == [201] * 6
    assert (one.total, original.payload.read()) == ("108.90", PDF)
    assert [
        len(made(f"api.{things}.list_{things}").sync(client=chair).items)
        for things in ("lifts", "visits", "breakdowns")
    ] == [1, 1, 1]
    assert ZipFile(archive.payload).read("H47218306_2026-10-31_F26-10.pdf") == PDF
