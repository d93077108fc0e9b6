"""What was written, without what mail programs put around it."""

from notifications.rules.quoting import own_words

QUOTED = "> Le contestamos a más tardar el 27.\n> Ascensores Duero\n"
CASES = {
    "gmail": f"Sí, el martes.\n\nEl lun, 23 nov 2026 a las 10:00, Duero (<a@example.com>) escribió:\n\n{QUOTED}",
    "folded": f"Sí, el martes.\n\nEl lun, 23 nov 2026 a las 10:00, Duero\n(<a@example.com>)\nescribió:\n{QUOTED}",
    "english": f"Sí, el martes.\n\nOn Mon, 23 Nov 2026 at 10:00, Duero <a@example.com> wrote:\n{QUOTED}",
    "outlook": "Sí, el martes.\n\n________________________________\nDe: Duero <a@example.com>\nEnviado: lunes\n"
    "Para: Pilar\nAsunto: Recibido\n\nLe contestamos.",
    "outlook english": "Sí, el martes.\n\nFrom: Duero <a@example.com>\nSent: Monday\nTo: Pilar\nSubject: x\n\nHello.",
    "original": "Sí, el martes.\n\n-----Mensaje original-----\nDe: Duero\nLe contestamos.",
    "signed": f"Sí, el martes.\n\n-- \nPilar Ortega\nPresidenta\n\n{QUOTED}",
    "phone": f"Sí, el martes.\n\nEnviado desde mi iPhone\n\n{QUOTED}",
    "unmarked": "Sí, el martes.\n\nEl 23 nov 2026, Duero <a@example.com> escribió:\n\nLe contestamos el 27.",
    "beneath": f"El lun, 23 nov 2026, Duero escribió:\n{QUOTED}\nSí, el martes.",
}


def test_only_what_was_written_is_left_of_an_answer():
    assert {name: own_words(text) for name, text in CASES.items()} == dict.fromkeys(CASES, "Sí, el martes.")


def test_answers_between_quoted_lines_stay():
    text = "El lun, Duero escribió:\n> ¿El martes?\nSí.\n> ¿A las diez?\nMejor a las once."

    assert own_words(text) == "Sí.\nMejor a las once."


def test_what_only_looks_like_a_quotation_stays():
    told = [
        "El martes el técnico escribió: «vuelvo», y no ha vuelto.",
        "De: mi parte, gracias.\nEl ascensor suena.",
        "Nivel > 3 hace ruido",
    ]

    assert [own_words(text) for text in told] == told


def test_where_nothing_would_be_left_all_of_it_is():
    assert own_words(QUOTED) == QUOTED.strip()
