"""Does an import bring in exactly what the sheet says, once, and go on where it was cut off?"""

import io
from typing import Any

import pytest
import sqlalchemy as sa
from pabrik import DESA, DESA_LAIN, orang

from app.domain.akses.peran import Peran
from app.domain.registri import impor, queries_impor
from app.domain.registri.impor import Hasil
from app.domain.registri.models import ImporRegistri, Keluarga, Warga
from app.domain.registri.opensid import KOLOM
from app.infra import jobs
from app.infra.db import db
from app.infra.galat import GalatIsian, TidakAda, TidakBisa, TidakBoleh
from app.infra.jobs import Kemajuan
from app.infra.sheets_tulis import Kolom, Lembar, tulis_xlsx

pytestmark = pytest.mark.usefixtures("app")


def baris(n: int, **ubahan: Any) -> dict[str, Any]:
    kk = (n - 1) // 3 + 1
    asal = {
        "alamat": f"Jalan Melati {kk}",
        "rt": "001",
        "rw": "002",
        "nama": f"Warga {chr(65 + n % 26)}{chr(65 + n // 26 % 26)}",
        "no_kk": f"332810010620{kk:04d}",
        "nik": f"332810170885{n:04d}",
        "sex": "1",
        "tanggallahir": "1985-08-17",
        "kk_level": "1" if (n - 1) % 3 == 0 else "4",
    }
    return asal | ubahan


def lembar(*isi: dict[str, Any]) -> bytes:
    tampung = io.BytesIO()
    kolom = [Kolom(k) for k in KOLOM]
    tulis_xlsx(tampung, [Lembar("Data Penduduk", kolom, [[b.get(k, "") for k in KOLOM] for b in isi])])
    return tampung.getvalue()


def jalankan(isi: bytes, desa: str = DESA, *, kering: bool = False) -> Hasil:
    return impor.impor_langsung(
        isi,
        desa,
        oleh=orang(Peran.OPERATOR_DESA, desa),
        nama_asal="data.xlsx",
        kering=kering,
        selesai_potongan=db.session.commit,
    )


def hitung(h: Hasil) -> tuple[int, int, int, int]:
    return h.baru, h.berubah, h.sama, h.ditolak


def jumlah(model: Any) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(model)) or 0


def test_berkas_yang_sama_dua_kali_tidak_mengubah_apa_pun() -> None:
    isi = lembar(*(baris(n) for n in range(1, 8)))
    assert hitung(jalankan(isi)) == (7, 0, 0, 0)
    sebelum = db.session.execute(sa.select(Warga.id, Warga.versi_baris, Warga.diubah)).all()
    assert hitung(jalankan(isi)) == (0, 0, 7, 0)
    assert db.session.execute(sa.select(Warga.id, Warga.versi_baris, Warga.diubah)).all() == sebelum
    assert jumlah(Keluarga) == 3


def test_percobaan_kering_tidak_menyimpan_apa_pun() -> None:
    assert hitung(jalankan(lembar(baris(1), baris(2, nik="1")), kering=True)) == (1, 0, 0, 1)
    db.session.rollback()
    assert (jumlah(Warga), jumlah(Keluarga), jumlah(ImporRegistri)) == (0, 0, 0)


def test_baris_yang_berubah_diperbarui_dan_pindah_kk_dalam_desa_mengikuti() -> None:
    jalankan(lembar(*(baris(n) for n in range(1, 7))))
    pindah = baris(2, no_kk="3328100106200002", alamat="Jalan Baru")
    assert hitung(jalankan(lembar(baris(1, nama="Nama Baru"), pindah, baris(3)))) == (0, 2, 1, 0)
    w = db.session.scalars(sa.select(Warga).order_by(Warga.id)).all()
    assert w[0].nama_cari == "NAMA BARU"
    assert w[1].keluarga_id == w[3].keluarga_id
    # A child's row does not move the family's address; the head's does.
    assert w[1].keluarga.alamat == "Jalan Melati 2"
    jalankan(lembar(baris(4, alamat="Jalan Kepala")))
    db.session.expire_all()
    assert w[3].keluarga.alamat == "Jalan Kepala"


def test_nik_dan_kk_yang_dipegang_desa_lain_ditolak_tanpa_menyebut_desanya() -> None:
    jalankan(lembar(baris(1)))
    h = jalankan(lembar(baris(1), baris(2)), DESA_LAIN)
    assert hitung(h) == (0, 0, 0, 2)
    assert [g.kolom for g in h.galat] == ["nik", "no_kk"]
    for g in h.galat:
        assert "tercatat di wilayah lain" in g.pesan
        assert "Slawi" not in g.pesan
        assert "•" in g.nilai


def test_baris_ganda_dalam_berkas_menunjuk_baris_pertamanya() -> None:
    h = jalankan(lembar(baris(1), baris(2), baris(1, nama="Kembar")))
    assert hitung(h) == (2, 0, 0, 1)
    assert "baris 2" in h.galat[0].pesan


def test_warga_tanpa_nik_dikenali_dari_keluarga_nama_dan_tanggal_lahir() -> None:
    jalankan(lembar(baris(1), baris(2, nik="0")))
    assert hitung(jalankan(lembar(baris(1), baris(2, nik="0")))) == (0, 0, 2, 0)
    assert hitung(jalankan(lembar(baris(2)))) == (0, 1, 0, 0)
    assert [w.belum_punya_nik for w in db.session.scalars(sa.select(Warga))] == [False, False]


def test_kematian_yang_sudah_dicatat_tidak_dibatalkan_impor() -> None:
    jalankan(lembar(baris(1)))
    db.session.execute(sa.update(Warga).values(status_dasar=2))
    db.session.commit()
    jalankan(lembar(baris(1, nama="Ejaan Lain", status_dasar="1")))
    w = db.session.scalars(sa.select(Warga)).one()
    assert (w.nama, w.status_dasar) == ("Ejaan Lain", 2)


def test_judul_di_bawah_baris_keterangan_tetap_ditemukan() -> None:
    teks = "Data Penduduk Desa;;;;;\n;;;;;\nNama;No KK;NIK;JK;Tanggal Lahir;Hubungan\n"
    teks += "Budi Santoso;3328100106200001;3328101708850001;L;17-08-1985;Kepala Keluarga\n"
    assert hitung(jalankan(teks.encode())) == (1, 0, 0, 0)


def test_hanya_operator_desa_itu_dan_verifikator_yang_boleh_mengimpor() -> None:
    isi = lembar(baris(1))
    for peran, wilayah in ((Peran.OPERATOR_DESA, DESA_LAIN), (Peran.KEPALA_DESA, DESA), (Peran.CAMAT, "33.28.10")):
        with pytest.raises(TidakBoleh):
            impor.mulai_impor(isi, "a.xlsx", DESA, oleh=orang(peran, wilayah))
    with pytest.raises(TidakAda):
        impor.mulai_impor(isi, "a.xlsx", "33.28.99.2001", oleh=orang(Peran.VERIFIKATOR_DINSOS, "33.28"))
    with pytest.raises(GalatIsian):
        impor.mulai_impor(b"bukan;tabel", "a.csv", DESA, oleh=orang(Peran.OPERATOR_DESA))
    assert impor.mulai_impor(isi, "a.xlsx", DESA, oleh=orang(Peran.VERIFIKATOR_DINSOS, "33.28")).id
    with pytest.raises(TidakBisa):
        impor.mulai_impor(isi, "a.xlsx", DESA, oleh=orang(Peran.OPERATOR_DESA))


class Mati(BaseException):
    """The process is gone."""


class KemajuanTerputus(Kemajuan):
    """Dies right after the second commit, as a killed process does."""

    kali = 0

    def lapor(self, langkah: int, jumlah: int, pesan: str = "", *, jeda: float = 0.25) -> None:
        super().lapor(langkah, jumlah, pesan, jeda=jeda)
        self.kali += 1
        if self.kali == 2:
            raise Mati


def test_impor_yang_terputus_dilanjutkan_dengan_hitungan_yang_benar(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(impor, "POTONGAN", 10)
    isi = lembar(*(baris(n) for n in range(1, 31)), baris(3), baris(33, nik="salah"), baris(34))
    i = impor.mulai_impor(isi, "a.xlsx", DESA, oleh=orang(Peran.OPERATOR_DESA))
    db.session.commit()
    ambil = jobs.ambil("pekerja-1")
    assert ambil
    _, k = ambil
    with pytest.raises(Mati):
        impor.jalankan(KemajuanTerputus(k.id, k.pekerja, k.percobaan), impor_id=i.id)
    db.session.rollback()
    db.session.expire_all()
    assert (i.baris, i.baru, jumlah(Warga), i.selesai) == (20, 20, 20, None)
    impor.jalankan(k, impor_id=i.id)
    k.tuntaskan()
    db.session.commit()
    assert (i.baru, i.berubah, i.sama, i.ditolak) == (31, 0, 0, 2)
    assert i.selesai is not None
    galat, lanjut = queries_impor.galat_impor(i.id, untuk=orang(Peran.OPERATOR_DESA))
    assert [g["baris"] for g in galat] == [32, 33]
    assert lanjut is None
    with pytest.raises(TidakAda):
        queries_impor.galat_impor(i.id, untuk=orang(Peran.OPERATOR_DESA, DESA_LAIN))


def test_setiap_baris_yang_ditolak_disebut_dan_daftar_yang_penuh_mengatakannya(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many faults in the first rows must not push the last rows off the list."""
    monkeypatch.setattr(impor, "MAKS_RINCI", 4)
    isi = lembar(*(baris(n, nik="1", no_kk="2", sex="9") for n in range(1, 8)))
    hasil = jalankan(isi, kering=True)
    assert [g.baris for g in hasil.galat] == [2, 2, 2, 3, 3, 3, 4, 5, 6, 7, 8]
    assert hasil.galat[-1].pesan.endswith(" Masih ada 2 hal lain pada baris ini.")
    monkeypatch.setattr(impor, "MAKS_GALAT", 9)
    hasil = jalankan(isi, kering=True)
    assert ([g.baris for g in hasil.galat[-3:]], hasil.ditolak) == ([4, 5, 6], 7)
    assert (hasil.galat[-1].kolom, hasil.galat[-1].pesan) == ("-", impor.TERPOTONG)
