"""Does a page or a step cost more statements the more names a packet has?"""

from halaman import hitung_sql
from klien import Klien
from pabrik import Desa

from app.domain.usulan import operations
from app.infra.db import db


def _siapkan(klien: Klien, jumlah: int, kode: str) -> int:
    """How many statements it takes to prepare the meeting of a packet of so many names."""
    desa = Desa(kode)
    paket = desa.paket(jumlah)
    desa.rapat(paket)
    db.session.commit()
    klien.masuk(desa.operator)
    isi = {"versi": str(paket.versi_baris), "_kunci": f"siap-{jumlah}"}
    alamat = f"/paket/{paket.id}/persiapan"
    db.session.remove()
    with hitung_sql() as perintah:
        assert klien.post(alamat, isi).status_code == 303
    return len(perintah)


def test_langkah_paket_tidak_bertanya_lebih_banyak_untuk_nama_yang_lebih_banyak(klien: Klien) -> None:
    sedikit, banyak = _siapkan(klien, 3, "33.28.10.2004"), _siapkan(klien, 20, "33.28.11.2004")
    assert banyak <= sedikit
    assert banyak <= 60


def test_halaman_usulan_paling_banyak_tujuh_perintah(klien: Klien) -> None:
    desa = Desa()
    paket = desa.siap_ajukan()
    operations.ajukan(paket, oleh=desa.kades, versi=paket.versi_baris)
    db.session.commit()
    klien.masuk(desa.operator)
    alamat = f"/usulan/{paket.usulan[0].id}"
    klien.get(alamat)
    with hitung_sql() as perintah:
        assert klien.get(alamat).status_code == 200
    assert len(perintah) <= 7, "\n".join(perintah)
