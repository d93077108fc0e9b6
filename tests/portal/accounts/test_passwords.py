import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from portal.accounts.models import User

PILAR = User(name="Pilar Ortega Sanz", email="pilar.ortega@example.com", phone="600112233")


@pytest.mark.parametrize(
    "password",
    [
        "Contraseña2026!",
        "contrasena1234",
        "Ascensor-Ascensor",
        "comunidad.2026",
        "RealMadrid2024",
        "valladolid1234",
        "hola-mundo-2026",
        "111111111111",
        "aaaabbbbaaaa",
        "qwertyuiopasdf",
        "administrador1!",
        "483920174629",
    ],
)
def test_a_password_a_stranger_would_try_first_is_refused(password):
    with pytest.raises(ValidationError):
        validate_password(password, PILAR)


@pytest.mark.parametrize("password", ["corta-123", "pilar.ortega@example", "Pilar Ortega Sanz", "600112233600112233"])
def test_a_short_password_or_one_with_oneself_in_it_is_refused(password):
    with pytest.raises(ValidationError):
        validate_password(password, PILAR)


@pytest.mark.parametrize(
    "password", ["el geranio del quinto", "tres ventanas al patio", "9fK2-vQ8z-Lm41", "mi ascensor huele a pan"]
)
def test_a_phrase_of_ones_own_will_do(password):
    assert validate_password(password, PILAR) is None
