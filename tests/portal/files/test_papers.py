"""A PDF is looked into by a process with limits, and kept as it is or not at all."""

import zlib

import pikepdf
import pytest
from pikepdf import Array, AttachedFileSpec, Dictionary, Name, String

from portal.files import papers
from portal.files.papers import Flaw, NoPaper
from tests.papers import pdf

XML = b"<Invoice/>"


def _opens_with(action):
    def change(made):
        made.Root.OpenAction = made.make_indirect(action)

    return change


def _link(action):
    """A link on the page that does something."""

    def change(made):
        note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=action)
        made.pages[0].Annots = Array([made.make_indirect(note)])

    return change


def _holding(name, content=XML):
    def change(made):
        made.attachments[name] = AttachedFileSpec(made, content, filename=name)

    return change


def _form(made):
    made.Root.AcroForm = Dictionary(Fields=Array([]), XFA=String("<xdp/>"))


def _named_script(made):
    action = made.make_indirect(Dictionary(S=Name.JavaScript, JS=String("app.alert(1)")))
    made.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), action])))


def _no_page(made):
    del made.pages[0]


def _film(made):
    made.pages[0].Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.RichMedia, Rect=Array([0, 0, 9, 9]))])


def test_a_plain_paper_says_its_pages():
    assert papers.look(pdf(lambda made: made.add_blank_page())) == papers.Paper(2, ())


def test_a_link_to_a_page_or_an_address_is_no_flaw():
    def both(made):
        _link(Dictionary(S=Name.URI, URI=String("https://example.org/")))(made)
        _opens_with(Dictionary(S=Name.GoTo, D=Array([made.pages[0].obj, Name.Fit])))(made)

    assert papers.look(pdf(both)).pages == 1


@pytest.mark.parametrize(
    ("content", "flaw"),
    [
        pytest.param(
            pdf(_opens_with(Dictionary(S=Name.JavaScript, JS=String("app.alert(1)")))), Flaw.SCRIPT, id="opens-script"
        ),
        pytest.param(pdf(_named_script), Flaw.SCRIPT, id="named-script"),
        pytest.param(pdf(_opens_with(Dictionary(S=Name.Named, N=Name.Print))), Flaw.ACTS, id="acts"),
        pytest.param(pdf(_link(Dictionary(S=Name.Launch, F=String("cmd.exe")))), Flaw.LAUNCHES, id="launches"),
        pytest.param(
            pdf(_link(Dictionary(S=Name.SubmitForm, F=String("https://example.org/")))), Flaw.SENDS, id="sends"
        ),
        pytest.param(pdf(_form), Flaw.FORM, id="xfa"),
        pytest.param(pdf(_film), Flaw.MEDIA, id="media"),
        pytest.param(pdf(_holding("virus.exe")), Flaw.ENCLOSED, id="encloses"),
        pytest.param(pdf(encryption=pikepdf.Encryption(owner="x", user="")), Flaw.LOCKED, id="no-password"),
        pytest.param(pdf(encryption=pikepdf.Encryption(owner="x", user="y")), Flaw.LOCKED, id="password"),
        pytest.param(pdf(_no_page), Flaw.EMPTY, id="no-page"),
        pytest.param(pdf()[:-200], Flaw.CUT, id="cut"),
        pytest.param(b"%PDF-1.7 nothing of the kind %%EOF", Flaw.BROKEN, id="broken"),
    ],
)
def test_what_may_not_be_in_a_paper_is_named(content, flaw):
    with pytest.raises(NoPaper) as refused:
        papers.look(content)

    assert refused.value.flaw == flaw


def test_a_script_is_found_within_packed_objects():
    opens_script = _opens_with(Dictionary(S=Name.JavaScript, JS=String("app.alert(1)")))
    content = pdf(opens_script, object_stream_mode=pikepdf.ObjectStreamMode.generate)

    assert b"JavaScript" not in content
    with pytest.raises(NoPaper):
        papers.look(content)


def test_an_invoice_may_hold_its_own_data_and_nothing_else():
    content = pdf(_holding("factur-x.xml"))

    assert papers.look(content, may_hold={"factur-x.xml"}).enclosed == ("factur-x.xml",)
    assert papers.take_out(content, "factur-x.xml") == XML
    with pytest.raises(NoPaper):
        papers.look(content)


def test_a_file_that_unpacks_without_end_is_too_heavy():
    bomb = zlib.compress(b"\0" * 200_000_000, 9)

    def change(made):
        _holding("factur-x.xml")(made)
        stream = made.attachments["factur-x.xml"].obj.EF.F
        stream.write(bomb, filter=Name.FlateDecode)

    with pytest.raises(NoPaper) as refused:
        papers.look(pdf(change), may_hold={"factur-x.xml"})

    assert refused.value.flaw == Flaw.HEAVY
