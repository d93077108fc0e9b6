"""A key for notices, made once."""

import base64

from cryptography.hazmat.primitives.asymmetric import ec

from deploy import furnish, push_key
from notifications.channels.push import keys


def test_a_new_key_is_one_of_the_curve(settings):
    settings.VAPID_PRIVATE_KEY = push_key.new()

    point = base64.urlsafe_b64decode(keys.public() + "=")
    assert ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)


def test_it_is_made_once_into_the_data_folder_and_read_by_its_owner_alone(settings, tmp_path):
    settings.DATA_DIR, settings.VAPID_PRIVATE_KEY = tmp_path / "data", ""
    kept = []
    for _start in range(2):
        furnish._make_push_key()
        kept.append((settings.DATA_DIR / "push_key").read_text())

    assert (len(set(kept)), len(kept[0])) == (1, 43)
    assert (settings.DATA_DIR / "push_key").stat().st_mode & 0o077 == 0


def test_a_key_of_the_environment_makes_none(settings, tmp_path):
    settings.DATA_DIR, settings.VAPID_PRIVATE_KEY = tmp_path, push_key.new()
    furnish._make_push_key()

    assert list(tmp_path.iterdir()) == []
