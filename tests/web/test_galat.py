"""Is there a way on from a refusal?"""

from klien import Klien
from pabrik import Desa

from app.infra.db import db


def test_formulir_usang_menawarkan_halaman_asalnya(klien: Klien) -> None:
    desa = Desa()
    paket = desa.paket()
    db.session.commit()
    klien.masuk(desa.operator)
    alamat, asal = f"/paket/{paket.id}/persiapan", f"/paket/{paket.id}"

    def jawaban(dari: str) -> str:
        return klien.post(alamat, {"versi": "999"}, headers={"Referer": dari}).text

    assert f'href="{asal}">Muat ulang halaman sebelumnya' in jawaban(f"http://localhost{asal}")
    for dari in (f"http://lain.example{asal}", f"http://localhost{alamat}"):
        assert "halaman sebelumnya" not in jawaban(dari)


def test_formulir_yang_ditolak_dimuat_ulang_tanpa_mengirim_lagi(klien: Klien) -> None:
    desa = Desa()
    paket = desa.siap_musyawarah()
    db.session.commit()
    klien.masuk(desa.operator)
    alamat = f"/paket/{paket.id}/hasil-musyawarah"
    usang = klien.post(alamat, {"versi": "999"})
    assert usang.status_code == 409
    assert f'<a href="{alamat}">Muat ulang halaman ini</a>' in usang.text
    assert f'data-asal="{alamat}"' in usang.text
    assert "data-asal" not in klien.get(alamat).text


def test_alamat_yang_hanya_menerima_formulir_menunjuk_halaman_di_atasnya(klien: Klien) -> None:
    desa = Desa()
    paket = desa.paket()
    db.session.commit()
    klien.masuk(desa.operator)
    jawaban = klien.get(f"/paket/{paket.id}/persiapan")
    assert jawaban.status_code == 405
    assert f'href="/paket/{paket.id}">Muat ulang halaman sebelumnya' in jawaban.text
