"""What an SMS can say, and in how many."""

from notifications.rules import gsm


def test_seven_bits_take_160_letters_and_sixteen_70():
    told = ["a" * 160, "a" * 161, "€" * 80, "€" * 81, "ж" * 70, "ж" * 71, "a" * 306, "a" * 307, "ж" * 134, "ж" * 135]

    assert [gsm.parts(text) for text in told] == [1, 2, 1, 2, 1, 2, 2, 3, 2, 3]


def test_accents_that_double_the_price_are_left_out_and_the_others_stay():
    assert gsm.plain("«Avería» en la calle Peña… ¿Sí? é à €") == '"Averia" en la calle Peña... ¿Si? é à €'


def test_a_long_text_ends_between_two_words_and_its_address_stays_whole():
    end = "https://portal.example.com/messages/1/"

    said = gsm.within("El ascensor " + "está parado " * 60, end)

    assert (gsm.parts(said), said.endswith(f"... {end}"), said.count("á")) == (2, True, 0)
    assert gsm.within("Corto.", end) == f"Corto. {end}"
