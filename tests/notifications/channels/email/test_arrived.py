"""Mails as strangers write them, opened within limits."""

from email.message import EmailMessage

import pytest

from notifications.channels.email import arrived

PDF = b"%PDF-1.7 x %%EOF"


def _mail(text="Hola", *, html="", files=(), **heads):
    mail = EmailMessage()
    for name, said in ({"From": "Pilar <pilar@example.com>", "Message-ID": "<1@example.com>"} | heads).items():
        mail[name.replace("_", "-")] = said
    mail.set_content(text)
    if html:
        mail.add_alternative(html, subtype="html")
    for name, content in files:
        mail.add_attachment(content, maintype="application", subtype="pdf", filename=name)
    return mail.as_bytes()


def test_a_mail_is_told_by_its_heads_its_words_and_its_files():
    heads = {"To": "r+abc@example.com", "Subject": "Re: avería", "In_Reply_To": "<2@x.example>"}
    told = arrived.read(_mail("¿Cuándo?", files=[("acta.pdf", PDF)], References="<3@x.example> <2@x.example>", **heads))

    assert (told.name, told.sender, told.told_to) == ("<1@example.com>", "pilar@example.com", ("r+abc@example.com",))
    assert (told.subject, told.text) == ("Re: avería", "¿Cuándo?")
    assert told.answers == ("<2@x.example>", "<2@x.example>", "<3@x.example>")
    assert [(one.name, one.content) for one in told.files] == [("acta.pdf", PDF)]


def test_a_page_alone_is_read_as_text_with_its_quotes_marked():
    html = "<style>p{}</style><p>Sí,&nbsp;el martes</p><blockquote><p>¿Cuándo?</p></blockquote>"
    content = b"From: p@example.com\nContent-Type: text/html; charset=utf-8\n\n" + html.encode()

    assert [line for line in arrived.read(content).text.split("\n") if line.strip(" >")] == [
        "Sí, el martes",
        "> ¿Cuándo?",
    ]


def test_letters_of_any_alphabet_or_none_are_read():
    head = b"From: p@example.com\nContent-Type: text/plain; charset=%s\n\n"
    written = [(b"iso-8859-1", "avería".encode("latin-1")), (b"klingon", "avería".encode()), (b"utf-8", b"aver\xeda")]

    assert [arrived.read(head % charset + text).text for charset, text in written] == ["avería"] * 3


def test_what_steers_a_screen_is_left_out():
    assert arrived.read(_mail("Ho\x00la\x1b[31m \u202ealreves")).text == "Hola[31m alreves"


def test_nobody_is_the_sender_of_a_mail_from_two():
    assert arrived.read(_mail(From="a@example.com, b@example.com")).sender == ""


def test_what_is_too_much_is_named_and_not_read():
    files = [(f"{number}.pdf", PDF) for number in range(7)]
    large = [("grande.pdf", b"x" * (10 * 1024 * 1024 + 1))]

    many, one = arrived.read(_mail(files=files)), arrived.read(_mail(files=large))

    assert (len(many.files), many.left_out) == (5, (("5.pdf", "many"), ("6.pdf", "many")))
    assert (one.files, one.left_out) == ((), (("grande.pdf", "large"),))


def test_a_logo_within_the_text_is_no_file():
    mail = EmailMessage()
    mail["From"] = "p@example.com"
    mail.set_content("Hola")
    mail.add_alternative("<p>Hola</p>", subtype="html")
    mail.get_payload()[1].add_related(b"\x89PNG", "image", "png", cid="<logo>")

    assert (arrived.read(mail.as_bytes()).files, arrived.read(mail.as_bytes()).text) == ((), "Hola")


def _nested(depth):
    heads = [b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (one, one) for one in range(depth)]
    return b"From: p@example.com\n" + b"".join(heads) + b"Content-Type: text/plain\n\nhola\n"


@pytest.mark.parametrize("depth", [3, 20_000])
def test_parts_within_parts_end_somewhere(depth):
    try:
        assert arrived.read(_nested(depth)).text in {"", "hola"}
    except arrived.Unreadable:
        assert depth > 100


def test_what_is_no_mail_at_all_is_opened_too():
    told = arrived.read(b"\x00\xff\xfe" * 1000)

    assert (told.name, told.sender, told.files, told.report) == ("", "", (), None)
