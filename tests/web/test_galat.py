"""Is there a way on from a refusal?"""

from halaman import akun
from klien import Klien
from pabrik import Desa

from app.infra.db import db


def test_formulir_usang_menawarkan_halaman_asalnya(klien: Klien) -> None:
    desa = Desa()
    paket = desa.paket()
    db.session.commit()
    klien.masuk(akun(desa.operator))
    alamat, asal = f"/paket/{paket.id}/persiapan", f"/paket/{paket.id}"

    def jawaban(dari: str) -> str:
        return klien.post(alamat, {"versi": "999"}, headers={"Referer": dari}).text

    assert f'href="{asal}">Buka lagi halaman sebelumnya' in jawaban(f"http://localhost{asal}")
    for dari in (f"http://lain.example{asal}", f"http://localhost{alamat}"):
        assert "halaman sebelumnya" not in jawaban(dari)
