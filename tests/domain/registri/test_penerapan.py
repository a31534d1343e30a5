"""Is a signed-off proposal applied exactly once, and is what was there before kept?"""

import itertools
from typing import Any

import pytest
import sqlalchemy as sa
from pabrik import DESA, DESA_LAIN, keluarga, orang, warga

from app.domain.akses.peran import Peran
from app.domain.registri.models import Kepesertaan, PerubahanRegistri, Warga
from app.domain.registri.operations import jawaban_pusat, terapkan_usulan
from app.domain.usulan.models import Paket, Usulan
from app.domain.usulan.status import StatusPaket, StatusUsulan
from app.infra.db import db

pytestmark = pytest.mark.usefixtures("app")
_nomor = itertools.count(1)


def usulan(w: Warga, jenis: str = "tambah") -> Usulan:
    """Only a row to point at: what the packet machine does with it is its own test's business."""
    n = next(_nomor)
    p = Paket(nomor=f"USL/{n}", wilayah_kode=w.wilayah_kode, periode="2026-11", urut=n, status=StatusPaket.DISAHKAN,
              dibuat_oleh=orang(Peran.OPERATOR_DESA).pengguna_id)  # fmt: skip
    db.session.add(p)
    db.session.flush()
    u = Usulan(paket_id=p.id, wilayah_kode=w.wilayah_kode, jenis=jenis, warga_id=w.id, keluarga_id=w.keluarga_id,
               nama=w.nama, status=StatusUsulan.LAYAK, hidup=False, isi={}, kode_lacak=f"K{n}")  # fmt: skip
    db.session.add(u)
    db.session.flush()
    return u


def terapkan(w: Warga, jenis: str, baru: dict[str, Any] | None = None, alasan: str = "", program: Any = ()) -> Usulan:
    u = usulan(w, jenis)
    terapkan_usulan(u.id, jenis, w.id, w.keluarga_id, {"lama": {}, "baru": baru or {}}, alasan, program)
    return u


def peserta(w: Warga) -> dict[str, str]:
    tanya = sa.select(Kepesertaan).where(Kepesertaan.keluarga_id == w.keluarga_id)
    return {k.daftar: k.status for k in db.session.scalars(tanya.order_by(Kepesertaan.id))}


def test_usul_tambah_membuka_kepesertaan_yang_menunggu_pusat_sekali_saja() -> None:
    w = warga()
    u = terapkan(w, "tambah", program=["pkh", "non_bansos"])
    terapkan_usulan(u.id, "tambah", w.id, w.keluarga_id, {"baru": {}}, "", ["pkh"])
    assert peserta(w) == {"register": "menunggu_pusat", "pkh": "menunggu_pusat"}
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Kepesertaan)) == 2


def test_jawaban_pusat_mengaktifkan_menggagalkan_dan_yang_terlambat_tetap_berlaku() -> None:
    w = warga()
    u = terapkan(w, "tambah")
    jawaban_pusat(u.id, None)
    assert peserta(w) == {"register": "gagal"}
    jawaban_pusat(u.id, True)
    assert peserta(w) == {"register": "aktif"}
    jawaban_pusat(u.id, None)
    assert peserta(w) == {"register": "aktif"}
    assert db.session.scalars(sa.select(Kepesertaan)).one().mulai


def test_kematian_mengubah_status_dan_hanya_mengakhiri_milik_yang_meninggal() -> None:
    k = keluarga()
    w, lain = warga(k), warga(k)
    for orangnya in (w, lain):
        terapkan(orangnya, "tambah")
    terapkan(w, "bansos_pkh")
    u = terapkan(w, "hapus", {"cakupan": "individu"}, "meninggal")
    assert (w.status_dasar, lain.status_dasar) == (2, 1)
    sisa = {
        (x.warga_id, x.daftar)
        for x in db.session.scalars(sa.select(Kepesertaan).where(Kepesertaan.status != "berakhir"))
    }
    assert sisa == {(lain.id, "register"), (None, "pkh")}
    isi = db.session.get_one(PerubahanRegistri, u.id).isi
    assert isi["lama"]["status_dasar"] == {str(w.id): 1}


def test_keluarga_yang_pindah_berakhir_semua_kepesertaannya() -> None:
    k = keluarga()
    w, lain = warga(k), warga(k)
    terapkan(w, "bansos_pkh")
    terapkan(lain, "tambah")
    terapkan(w, "hapus", {"cakupan": "keluarga"}, "pindah")
    assert {w.status_dasar, lain.status_dasar} == {3}
    assert set(peserta(w).values()) == {"berakhir"}


def test_hapus_bansos_hanya_mengakhiri_program_yang_disebut() -> None:
    w = warga()
    terapkan(w, "tambah", program=["pkh", "bpnt"])
    terapkan(w, "hapus_bansos", {"program": ["bpnt"]})
    assert peserta(w) == {"register": "menunggu_pusat", "pkh": "menunggu_pusat", "bpnt": "berakhir"}


def test_hapus_bansos_atas_program_tanpa_daftar_tidak_mengakhiri_yang_lain() -> None:
    w = warga()
    terapkan(w, "tambah", program=["pkh"])
    terapkan(w, "hapus_bansos", program=["non_bansos"])
    assert set(peserta(w).values()) == {"menunggu_pusat"}


def test_perbaikan_mengubah_data_dan_menyimpan_nilai_sebelumnya() -> None:
    w = warga(nama="SITI RAHAJU")
    u = terapkan(w, "perbaikan", {"nama": "SITI RAHAYU", "tanggal_lahir": "1985-08-18", "rt": "009", "pekerjaan": "88"})
    assert (w.nama, w.nama_cari, w.pekerjaan, w.keluarga.rt) == ("SITI RAHAYU", "SITI RAHAYU", 88, "009")
    lama = db.session.get_one(PerubahanRegistri, u.id).isi["lama"]
    assert lama == {"nama": "SITI RAHAJU", "tanggal_lahir": "1985-08-17", "rt": "001", "pekerjaan": 19}


def test_perbaikan_tidak_mengembalikan_data_yang_sudah_dibetulkan_di_tempat_lain() -> None:
    w = warga(nama="SITI")
    u = usulan(w, "perbaikan")
    w.nama_ibu = "IBU YANG BENAR"
    isi = {"lama": {"nama": "SITI", "nama_ibu": "IBU LAMA"}, "baru": {"nama": "SITI R", "nama_ibu": "IBU LAMA"}}
    terapkan_usulan(u.id, "perbaikan", w.id, w.keluarga_id, isi, "")
    assert (w.nama, w.nama_ibu) == ("SITI R", "IBU YANG BENAR")


def test_perbaikan_nik_yang_dipegang_orang_lain_dilewati_dan_dicatat() -> None:
    w, lain = warga(), warga()
    semula = w.nik
    u = terapkan(w, "perbaikan", {"nik": lain.nik, "nama": "NAMA BARU"})
    assert (w.nik, w.nama) == (semula, "NAMA BARU")
    assert "nik" in db.session.get_one(PerubahanRegistri, u.id).isi["tidak_diterapkan"]


def test_perbaikan_nomor_kk_berarti_bergabung_bila_keluarganya_ada_di_desa_itu() -> None:
    w, tujuan, jauh = warga(), keluarga(DESA), keluarga(DESA_LAIN)
    terapkan(w, "perbaikan", {"no_kk": jauh.no_kk})
    assert w.keluarga_id not in (tujuan.id, jauh.id)
    terapkan(w, "perbaikan", {"no_kk": tujuan.no_kk})
    assert w.keluarga_id == tujuan.id


def _berakhir_oleh_kematian(*daftar: str) -> tuple[Warga, Usulan]:
    k = keluarga()
    w = warga(k)
    warga(k)
    db.session.add_all(Kepesertaan(keluarga_id=k.id, warga_id=w.id, daftar=d, status="aktif") for d in daftar)
    db.session.flush()
    return w, terapkan(w, "hapus", {"cakupan": "individu"}, "meninggal")


def test_pusat_menolak_hapus_maka_kepesertaan_berlaku_lagi_dan_jawaban_terlambat_mengakhirinya() -> None:
    w, u = _berakhir_oleh_kematian("register", "yapi")
    assert set(peserta(w).values()) == {"berakhir"}
    jawaban_pusat(u.id, None)
    assert set(peserta(w).values()) == {"berakhir"}
    jawaban_pusat(u.id, False)
    assert set(peserta(w).values()) == {"aktif"}
    assert db.session.scalars(sa.select(Kepesertaan.selesai)).all() == [None, None]
    jawaban_pusat(u.id, True)
    assert set(peserta(w).values()) == {"berakhir"}


def test_penolakan_hapus_tidak_menggandakan_kepesertaan_yang_sudah_dibuka_lagi() -> None:
    w, u = _berakhir_oleh_kematian("register")
    terapkan(w, "tambah")
    jawaban_pusat(u.id, False)
    status = db.session.scalars(sa.select(Kepesertaan.status).order_by(Kepesertaan.id)).all()
    assert status == ["berakhir", "menunggu_pusat"]
