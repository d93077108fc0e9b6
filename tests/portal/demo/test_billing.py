from portal.demo import bills
from portal.files import papers


def test_a_drawn_page_is_a_pdf_we_would_keep():
    drawn = bills.draw(("Factura F26-1", "Niño (S. L.)"), [("Cuota", "90,00\xa0€")], [("Total", "108,90\xa0€")])

    assert papers.look(drawn).pages == 1
