import io
from datetime import date, timedelta
from urllib.parse import urlsplit

import pytest
import segno
from django.urls import resolve
from pypdf import PdfReader

from maintenance.actions import bulletins, visits
from maintenance.actions.visits import CompletedWork, Reply
from maintenance.documents import bulletin as document
from maintenance.enums import Condition, Result, Use
from maintenance.models import PlanTemplate
from maintenance.rules.intervals import Window
from portal.company import queries as companies
from portal.files import store
from portal.lib.pdf import PdfUnavailable

HASH = "ab" * 32
HOSTILE = '</p><script>alert(1)</script><img src="file:///etc/passwd"><style>*{display:none}</style>'
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc000000301010018dd8db0"
    "0000000049454e44ae426082"
)

pytestmark = pytest.mark.any_database  # a page drawn from the same rows is the same page


@pytest.fixture
def visit(lift, technician, plan, now):
    """Records a visit of this morning with these answers, and gives it its number."""

    def record(**told):
        columns = {
            "technician": technician,
            "plan": plan,
            "started_at": now - timedelta(hours=2),
            "finished_at": now - timedelta(minutes=74),
            "recorded_at": now - timedelta(minutes=70),
            "replies": [
                Reply(37, Result.OK),
                Reply(46, Result.PENDING, "Falta el espejo."),
            ],
            "words_for_owner": "Todo en orden.",
        }
        done = visits.record(lift=lift, work=CompletedWork(**(columns | told)), by=None, at=now)
        bulletins.allot_number(done)
        return done

    return record


def _context(visit):
    return document.context(visit, number=visit.bulletin_number, entry_hash=HASH)


def _pdf(visit):
    return PdfReader(io.BytesIO(document.render(visit, number=visit.bulletin_number, entry_hash=HASH)))


def _words(reader):
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_the_context_is_what_the_law_lists(visit, lift, company, settings):
    written = _context(visit())

    qr = written.pop("qr")
    times = {name: written.pop(name) for name in ("started_at", "finished_at", "recorded_at", "received_at")}
    assert {name: f"{moment:%d/%m/%Y %H:%M %Z}" for name, moment in times.items()} == {
        "started_at": "23/11/2026 09:00 CET",
        "finished_at": "23/11/2026 09:46 CET",
        "recorded_at": "23/11/2026 09:50 CET",
        "received_at": "23/11/2026 11:00 CET",
    }
    assert written == {
        "company": company,
        "logo": "",
        "number": "26-11-0001",
        "lift": lift,
        "building": lift.building,
        "technician": "Marta Gil",
        "done_for_us": "",
        "licence": "",
        "scope": "Mensual",
        "arrival": "En servicio",
        "departure": "En servicio",
        "is_stopped": False,
        "counts": [
            {"many": 1, "words": "correcto", "is_owed": False},
            {"many": 0, "words": "ajustados", "is_owed": False},
            {"many": 0, "words": "observaciones", "is_owed": True},
            {"many": 1, "words": "pendiente", "is_owed": True},
            {"many": 0, "words": "no realizados", "is_owed": True},
        ],
        "groups": [
            ("Cabina", [_line(37, "Cabina", "Iluminación de emergencia", "Correcto")]),
            ("Puertas de cabina", [OWED]),
        ],
        "left": 1,
        "owed": [OWED],
        "words": "Todo en orden.",
        "signed_by": "",
        "why_unsigned": "",
        "plan": "Plan de prueba v1",
        "window": Window(date(2026, 12, 13), date(2027, 1, 7)),
        "next_visit": "Próxima revisión, entre el 13/12/2026 y el 07/01/2027.",
        "hash": HASH,
        "url": f"{settings.SITE_URL}/lifts/{lift.pk}/history/",
        "photos": [],
        "photos_missing": 0,
        "parts": [],
        "findings": [],
        "settled": [],
        "signature": "",
        "customer_signature": "",
        "corrected": None,
        "is_clock_wrong": False,
    }
    assert qr.startswith("data:image/png;base64,")


def _line(number, group, text, result, words="", *, is_owed=False, is_adjusted=False):
    return {
        "number": number,
        "group": group,
        "text": text,
        "result": result,
        "words": words,
        "is_owed": is_owed,
        "is_adjusted": is_adjusted,
    }


OWED = _line(46, "Puertas de cabina", "Protección de puertas", "Pendiente", "Falta el espejo.", is_owed=True)


def test_the_address_on_the_paper_is_a_page_of_ours(visit):
    match = resolve(urlsplit(_context(visit())["url"]).path)

    assert match.view_name == "owners:history"


def test_the_camera_leads_to_the_page_that_looks_for_the_hash(visit, settings, lift):
    address = f"{settings.SITE_URL}/lifts/{lift.pk}/history/?hash={HASH}"

    assert _context(visit())["qr"] == segno.make(address, error="m").png_data_uri(scale=8)


LISTED = [
    "Boletín 26-11-0001",
    "23/11/2026",
    "09:00 – 09:46",
    "Ascensores Duero, S. L.",
    "NIF B47000001",
    "Empresa conservadora n.º EC-47/0123",
    "Marta Gil (CA-12345)",
    "47-003128",
    "OT-2008-4471",
    "Calle Mayor 14, 47001 Valladolid",
    "Iluminación de emergencia Correcto",
    "Protección de puertas · Falta el espejo. Pendiente",
    "Firma del conservador/a Marta Gil Firmado en el portal el 23/11/2026 a las 09:50",
    "Firma de la finca Sin firma No había nadie para firmar",
    "Plan seguido Plan de prueba v1",
    "Anotado el 23/11/2026 09:50 y recibido el 23/11/2026 11:00",
    "queda constancia al abrirlo; se entrega en papel a quien así lo prefiera (ITC AEM 1, art. 5.5)",
    "entre el 13/12/2026 y el 07/01/2027",
    "¿Alguien dentro? 900 000 000, a cualquier hora",
    HASH,
]


def test_the_paper_says_what_the_law_lists(visit, company, technician):
    company.register_number = "EC-47/0123"
    company.save()
    companies.forget()
    technician.licence = "CA-12345"
    technician.save()

    paper = _words(_pdf(visit()))

    assert [what for what in LISTED if what not in paper] == []


def test_the_paper_is_tagged_spanish_and_has_a_title(visit):
    reader = _pdf(visit())

    root = reader.trailer["/Root"]
    assert ("/StructTreeRoot" in root, root["/Lang"], root["/MarkInfo"]["/Marked"].value) == (True, "es", True)
    assert (reader.metadata.title, reader.metadata.author) == (
        "Boletín 26-11-0001, Calle Mayor 14",
        "Ascensores Duero, S. L.",
    )


@pytest.mark.parametrize(("many", "pages"), [(0, 1), (5, 1), (34, 2), (70, 3)])
def test_the_paper_is_as_long_as_its_checklist(visit, now, many, pages):
    items = ",".join(
        f'{{"number":{number},"group":{{"es":"Grupo {number // 9}"}},"text":{{"es":"Botón de alarma y comunicación"}}}}'
        for number in range(many)
    )
    plan = PlanTemplate.objects.create(slug="l", version=1, name="Plan", items=f"[{items}]", published_at=now)

    reader = _pdf(visit(plan=plan, replies=[Reply(number, Result.OK) for number in range(many)]))

    assert len(reader.pages) == pages


def test_every_page_says_of_which_bulletin_it_is(visit, now):
    items = ",".join(f'{{"number":{number},"text":{{"es":"Punto"}}}}' for number in range(70))
    plan = PlanTemplate.objects.create(slug="l", version=1, name="Plan", items=f"[{items}]", published_at=now)
    reader = _pdf(visit(plan=plan, replies=[Reply(number, Result.OK) for number in range(70)]))

    many = len(reader.pages)
    assert [f"{number} / {many}" in page.extract_text() for number, page in enumerate(reader.pages, start=1)] == [
        True
    ] * many
    assert ["Boletín 26-11-0001" in page.extract_text() for page in reader.pages] == [True] * many


def test_hostile_words_are_words(visit, lift):
    lift.building.street = HOSTILE[:100]
    lift.name = HOSTILE[:80]
    told = visit(words_for_owner=HOSTILE, signed_by=HOSTILE[:100], replies=[Reply(37, Result.PENDING, HOSTILE)])
    told.lift = lift

    reader = _pdf(told)

    words = _words(reader)
    assert words.count("<script>alert(1)</script>") >= 3
    assert "root:" not in words
    assert reader.attachments == {}


def test_an_unbroken_word_stays_on_the_paper(visit):
    words = _words(_pdf(visit(words_for_owner="x" * 400, replies=[Reply(37, Result.PENDING, "y" * 300)])))

    found = words.replace(" ", "")
    assert (found.count("x" * 400), found.count("y" * 300)) == (1, 2)


def test_what_is_not_known_is_said_to_be_unknown(visit, lift):
    told = visit()
    told.lift = lift
    lift.rae, lift.serial_number = "", ""

    assert _words(_pdf(told)).count("no consta") == 2


def test_a_lift_that_stays_stopped_says_so_first(visit):
    words = _words(_pdf(visit(condition_on_departure=Condition.OUT_OF_SERVICE)))

    assert "El ascensor queda fuera de servicio. 1 punto queda por hacer." in words


def test_a_visit_without_a_plan_has_a_paper_too(visit):
    assert "En esta revisión no se anotaron puntos." in _words(_pdf(visit(plan=None, replies=[])))


def test_answers_to_points_the_plan_no_longer_knows_are_kept(visit):
    assert "Otros puntos" in _words(_pdf(visit(replies=[Reply(99, Result.OK)])))


def test_a_signature_of_the_house_is_shown(visit):
    assert "Firma de la finca Ana Vega En la finca" in _words(_pdf(visit(signed_by="Ana Vega")))


def test_where_the_law_names_no_first_day_only_the_last_is_said(visit, lift):
    told = visit()
    lift.use = Use.SINGLE_FAMILY
    told.lift = lift

    assert _context(told)["next_visit"] == "Próxima revisión, no más tarde del 23/03/2027."


def test_times_are_those_of_the_building(visit, lift):
    told = visit()
    lift.building.time_zone = "Atlantic/Canary"
    told.lift = lift

    assert "08:00 – 08:46" in _words(_pdf(told))


def test_the_paper_wears_the_companys_colour(visit, company):
    company.accent = "#8a2d6b"
    company.save()
    companies.forget()

    drawn = _pdf(visit()).pages[0].get_contents().get_data().decode("latin-1")
    assert "0.541176 0.176471 0.419608 rg" in drawn


def test_the_paper_wears_the_companys_logo(visit, company, now):
    company.logo = store.put(PNG, media_type="image/png", at=now).sha256
    company.save()
    companies.forget()

    told = visit()
    assert _context(told)["logo"].startswith("data:image/png;base64,")
    assert len(_pdf(told).pages[0].images) == 2  # and the square a camera reads


def test_a_lost_logo_does_not_hold_the_paper_up(visit, company, now):
    file = store.put(PNG, media_type="image/png", at=now)
    company.logo = file.sha256
    company.save()
    companies.forget()
    store.path_of(file.sha256).unlink()

    assert _context(visit())["logo"] == ""


def test_the_same_visit_gives_the_same_context(visit):
    told = visit()

    assert _context(told) == _context(told)


def test_a_machine_that_cannot_draw_says_what_it_lacks():
    assert "apt-get install" in str(PdfUnavailable("apt-get install libpango-1.0-0"))


def test_a_contractors_work_says_who_did_it_and_who_answers(visit, theirs):
    done = visit(technician=theirs)

    assert "Hecho para nosotros por Elevadores del Esla; respondemos nosotros." in _words(_pdf(done))
