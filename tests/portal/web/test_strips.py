import re

from portal.web import strips


def test_a_strip_has_a_box_for_every_letter_in_their_order():
    drawn = str(strips.visits_strip("tlmednx", "3 de 5"))

    assert re.findall(r'class="v-(.)" x="(\d+)"', drawn) == [
        ("t", "1"),
        ("l", "25"),
        ("m", "49"),
        ("e", "73"),
        ("d", "97"),
        ("n", "121"),
    ]


def test_a_visit_too_soon_is_drawn_lower_than_one_that_counts():
    drawn = str(strips.visits_strip("te", ""))

    assert re.findall(r'class="v-(.)" x="\d+" y="(\d+)" height="(\d+)"', drawn) == [("t", "1", "26"), ("e", "15", "12")]


def test_a_strip_is_said_to_those_who_do_not_see_it():
    assert 'role="img" aria-label="3 de 5 &lt;b&gt;"' in str(strips.visits_strip("t", "3 de 5 <b>"))


def test_papers_are_a_sheet_each():
    drawn = strips.papers_strip(["there", "soon", "lacking"], "2 de 3, falta el manual")

    assert re.findall(r'<path class="([a-z-]+)"', drawn) == ["p-there", "p-soon", "p-lacking"]
    assert 'aria-label="2 de 3, falta el manual"' in drawn
