"""Are passwords stored well, compared evenly, and refused when everybody would guess them?"""

import pytest

from app.domain.akses import sandi

pytestmark = pytest.mark.bebas_db


def test_hash_argon2id_dengan_biaya_yang_ditetapkan():
    assert sandi.buat_hash("kuda baterai jepit").startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_sandi_cocok_hanya_dengan_hash_nya():
    h = sandi.buat_hash("kuda baterai jepit")
    assert sandi.cocok(h, "kuda baterai jepit")
    assert not sandi.cocok(h, "kuda baterai jepi")
    assert not sandi.cocok("bukan hash", "kuda baterai jepit")


def test_bentuk_unicode_yang_berbeda_dianggap_sama():
    assert sandi.cocok(sandi.buat_hash("résumé desa kami"), "résumé desa kami")


def test_sandi_sekali_pakai_masuk_lalu_di_hash_ulang():
    sekali = sandi.sandi_acak()
    h = sandi.buat_hash_acak(sekali)
    assert sandi.cocok(h, sekali)
    assert sandi.perlu_hash_ulang(h)
    assert not sandi.perlu_hash_ulang(sandi.buat_hash(sekali))
    assert len({sandi.sandi_acak() for _ in range(50)}) == 50


@pytest.mark.parametrize(
    "buruk",
    [
        "pendek",
        "kata siti.rahayu saya",
        "password123",
        "1234567890",
        "aaaaaaaaaaaa",
        "Bismillah!!",
        "19900817199008",
        "x" * 201,
    ],
)
def test_sandi_lemah_ditolak_dengan_kalimat(buruk: str):
    assert sandi.keberatan(buruk, "siti.rahayu").endswith((".", "tahu."))


@pytest.mark.parametrize("baik", ["kuda baterai jepit", "sawah7hijau-pagi", "kopi tubruk manis"])
def test_rangkaian_kata_diterima(baik: str):
    assert sandi.keberatan(baik, "siti.rahayu") == ""
