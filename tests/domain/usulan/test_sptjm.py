"""On which day does each reading of the SPTJM rule begin to allow it, and who is warned of the second one running?"""

import datetime as dt
from zoneinfo import ZoneInfo

import pabrik
import pytest
from flask import Flask
from klien import Klien

from app.domain.akses.langkah import Langkah
from app.domain.akses.pelaku import Pelaku
from app.domain.akses.peran import Peran
from app.domain.aturan import operations as aturan
from app.domain.aturan.berlaku import nilai
from app.domain.dokumen import operations as dok
from app.domain.dokumen.status import JenisDokumen as D
from app.domain.laporan import queries_temuan
from app.domain.laporan.temuan import Daftar
from app.domain.rapat.models import Rapat
from app.domain.usulan import operations as op
from app.domain.usulan import queries_sptjm, syarat_sptjm
from app.domain.usulan.models import Paket
from app.domain.usulan.status import Sifat, StatusPaket
from app.infra import clock
from app.infra.db import db
from app.infra.galat import TidakBisa

ADMIN = Pelaku(1, 1, "Admin", Peran.ADMIN, "33.28")
H = dt.date


@pytest.fixture
def desa(app: Flask) -> pabrik.Desa:
    return pabrik.Desa()


def bacaan(bentuk: str, bulan: int = 3) -> None:
    isi = {"aturan": bentuk, "bulan": bulan}
    aturan.tetapkan("sptjm", "", isi, wilayah_kode="33.28", mulai=clock.hari_ini(), oleh=ADMIN)


def bermusyawarah(tanggal: dt.date, jenis: str = "musdes", tercatat: bool = True) -> None:
    db.session.add(
        Rapat(
            jenis=jenis, wilayah_kode=pabrik.DESA, penyelenggara="bpd", perihal="Musyawarah", tanggal=tanggal,
            dicatat=clock.sekarang() if tercatat else None, versi_baris=0, dibuat_oleh=1,
        )
    )  # fmt: skip
    db.session.flush()


def siang(hari: dt.date) -> dt.datetime:
    return dt.datetime(hari.year, hari.month, hari.day, 12, tzinfo=ZoneInfo(clock.WIB))


def boleh(periode: str, sifat: Sifat = Sifat.BIASA) -> bool:
    paket = Paket(wilayah_kode=pabrik.DESA, periode=periode, sifat=sifat)
    return not list(syarat_sptjm.sptjm_boleh(paket, Langkah(None, None, None)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("rapat", "masih", "boleh_sejak"),
    [
        (H(2026, 8, 15), H(2026, 11, 15), H(2026, 11, 16)),
        (H(2026, 8, 31), H(2026, 11, 30), H(2026, 12, 1)),  # November has no 31st
        (H(2026, 11, 30), H(2027, 2, 28), H(2027, 3, 1)),
        (H(2027, 11, 30), H(2028, 2, 29), H(2028, 3, 1)),  # a leap year
        (H(2028, 2, 29), H(2028, 5, 29), H(2028, 5, 30)),
    ],
)
def test_lewat_tiga_bulan_dihitung_pada_hari_batas(
    desa: pabrik.Desa, jam, rapat: dt.date, masih: dt.date, boleh_sejak: dt.date
) -> None:
    bacaan("lewat_bulan")
    bermusyawarah(rapat)
    jam(siang(masih))
    assert not boleh(masih.strftime("%Y-%m"))
    jam(siang(boleh_sejak))
    assert boleh(boleh_sejak.strftime("%Y-%m"))


@pytest.mark.parametrize(
    ("rapat", "periode", "hasil"),
    [
        (H(2026, 11, 1), "2026-11", False),
        (H(2026, 11, 30), "2026-11", False),
        (H(2026, 10, 31), "2026-11", True),
        (H(2026, 12, 1), "2026-11", True),
        (H(2028, 2, 29), "2028-02", False),
    ],
)
def test_tanpa_musdes_hanya_melihat_bulan_paket_itu(
    desa: pabrik.Desa, rapat: dt.date, periode: str, hasil: bool
) -> None:
    bermusyawarah(rapat)
    assert boleh(periode) is hasil


def test_musyawarah_bulan_itu_tetap_dihitung_walau_ada_yang_lebih_baru(desa: pabrik.Desa) -> None:
    bermusyawarah(H(2026, 10, 5))
    bermusyawarah(H(2026, 11, 5))
    assert not boleh("2026-10")


def test_rapat_lain_dan_rencana_yang_belum_diadakan_bukan_musyawarah(desa: pabrik.Desa) -> None:
    bermusyawarah(H(2026, 11, 5), jenis="rakor")
    bermusyawarah(H(2026, 11, 12), tercatat=False)
    assert boleh("2026-11")


@pytest.mark.parametrize("bentuk", ["tanpa_musdes", "lewat_bulan", "selalu"])
def test_paket_segera_tidak_ditanya_dan_desa_tanpa_musyawarah_boleh(desa: pabrik.Desa, bentuk: str) -> None:
    bacaan(bentuk)
    assert boleh("2026-11")
    bermusyawarah(H(2026, 11, 5))
    assert boleh("2026-11", Sifat.SEGERA)
    assert boleh("2026-11") is (bentuk == "selalu")


def test_kabupaten_yang_selalu_meminta_sptjm_mendapatnya_bersama_musyawarah(desa: pabrik.Desa) -> None:
    isi = nilai("lampiran_paket", desa.wilayah, "musyawarah")
    isi = isi | {"dokumen": [*isi["dokumen"], "sptjm"]}
    aturan.tetapkan("lampiran_paket", "musyawarah", isi, wilayah_kode="33.28", mulai=clock.hari_ini(), oleh=ADMIN)
    paket = desa.siap_diajukan()
    surat = dok.milik_paket(paket.id, [D.SPTJM])
    assert len(surat) == 1
    assert "tanpa musyawarah" not in str(surat[0].konteks)
    with pytest.raises(TidakBisa, match="(?i)pernyataan tanggung jawab|SPTJM"):
        op.ajukan(paket, oleh=desa.kades, versi=paket.versi_baris)


def pakai(desa: pabrik.Desa) -> Paket:
    paket = desa.paket(1)
    op.pakai_sptjm(paket, alasan="Kebanjiran.", oleh=desa.operator, versi=paket.versi_baris)
    desa.tanda_tangani(paket)
    return paket


def test_sptjm_dua_bulan_berturut_memperingatkan_desa_kecamatan_dan_auditor(
    desa: pabrik.Desa, klien: Klien, jam
) -> None:
    lama = pakai(desa)
    petugas = pabrik.pengguna(Peran.OPERATOR_KECAMATAN, pabrik.KECAMATAN)
    assert queries_sptjm.peringatan(lama, untuk=desa.operator) == ""
    jam(dt.timedelta(days=25))
    baru = desa.paket(1)
    assert queries_sptjm.peringatan(baru, untuk=desa.operator) == ""
    assert "November 2026" in queries_sptjm.peringatan(baru, untuk=desa.operator, akan=True)
    op.batalkan(baru, alasan="Ulang.", oleh=desa.operator, versi=baru.versi_baris)
    baru = pakai(desa)
    op.ajukan(baru, oleh=desa.kades, versi=baru.versi_baris)
    nomor, sebutan = baru.id, baru.nomor
    auditor = pabrik.orang(Peran.AUDITOR, pabrik.KABUPATEN)
    assert [b.nomor for b in queries_temuan.daftar(Daftar.SPTJM, untuk=auditor)[0]] == [sebutan]
    db.session.commit()
    klien.masuk(petugas)
    for alamat in (f"/paket/{nomor}", f"/telaah/{nomor}"):
        assert "SPTJM dua kali berturut-turut" in klien.get(alamat).text, alamat


def test_paket_segera_dan_paket_batal_bukan_pendahulu_sptjm(desa: pabrik.Desa, jam) -> None:
    segera = Paket(
        nomor="USL/x/1", wilayah_kode=desa.wilayah, periode="2026-10", urut=1, status=StatusPaket.DITERUSKAN,
        dasar="sptjm", sifat=Sifat.SEGERA, dibuat_oleh=desa.operator.pengguna_id, versi_baris=0, versi=1,
    )  # fmt: skip
    batal = Paket(
        nomor="USL/x/2", wilayah_kode=desa.wilayah, periode="2026-10", urut=2, status=StatusPaket.DIBATALKAN,
        dasar="sptjm", dibuat_oleh=desa.operator.pengguna_id, versi_baris=0, versi=0,
    )  # fmt: skip
    db.session.add_all([segera, batal])
    db.session.flush()
    assert queries_sptjm.peringatan(pakai(desa), untuk=desa.operator) == ""
