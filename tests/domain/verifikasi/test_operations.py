"""Is every result of matching kept, and every list that left or came back on record?"""

import io
from types import SimpleNamespace
from typing import Any

import pytest
import sqlalchemy as sa
from pabrik import KABUPATEN, KECAMATAN, Desa, orang

from app.domain.akses.pelaku import Pelaku
from app.domain.akses.peran import Peran
from app.domain.usulan.models import Paket, Usulan
from app.domain.verifikasi import operations as op
from app.domain.verifikasi import riwayat
from app.infra import audit, files
from app.infra.db import db
from app.infra.galat import GalatIsian, TidakBisa, TidakBoleh
from app.infra.sheets import baca
from app.infra.sheets_tulis import Kolom, Lembar, tulis_xlsx


@pytest.fixture
def dukcapil(app: Any) -> Pelaku:
    return orang(Peran.DUKCAPIL, KABUPATEN)


@pytest.fixture
def paket(app: Any) -> Paket:
    return Desa().paket()


def menunggu(u: Usulan) -> Any:
    """As the package above gives it."""
    return SimpleNamespace(
        usulan_id=u.id,
        nik=u.warga.nik,
        no_kk=u.keluarga.no_kk,
        nama=u.warga.nama,
        tanggal_lahir=u.warga.tanggal_lahir,
        jenis_kelamin=u.warga.jenis_kelamin,
        nama_ibu=u.warga.nama_ibu,
        alamat=u.keluarga.alamat,
        rt=u.keluarga.rt,
        rw=u.keluarga.rw,
        wilayah_kode=u.wilayah_kode,
    )


def jawaban(*baris: tuple[str, str]) -> bytes:
    tujuan = io.BytesIO()
    tulis_xlsx(tujuan, [Lembar("Hasil", [Kolom("NIK", jenis="identitas"), Kolom("HASIL")], baris)])
    return tujuan.getvalue()


def test_hasil_terbaru_yang_berlaku_dan_yang_lama_tetap_ada(paket: Paket, dukcapil: Pelaku) -> None:
    u = paket.usulan[0]
    beda = [{"bidang": "nama", "usulan": "Suharto", "dukcapil": "SUHARTI"}]
    op.catat_padanan(u.id, "dalam_perbaikan", beda, oleh=dukcapil)
    op.catat_padanan(u.id, "padan", [], oleh=dukcapil, sumber=op.LEMBAR)
    assert [(p.hasil, nama) for p, nama in riwayat.riwayat(u.id)] == [
        ("padan", dukcapil.nama),
        ("dalam_perbaikan", dukcapil.nama),
    ]
    assert riwayat.riwayat(u.id)[1][0].beda == beda
    assert {k: p.hasil for k, p in riwayat.terakhir([u.id, paket.usulan[1].id]).items()} == {u.id: "padan"}


def test_bidang_yang_berbeda_tersimpan_tersandi(paket: Paket, dukcapil: Pelaku) -> None:
    op.catat_padanan(
        paket.usulan[0].id, "padan", [{"bidang": "nama", "usulan": "RAHASIA", "dukcapil": "X"}], oleh=dukcapil
    )
    mentah = db.session.execute(sa.text("SELECT beda FROM padanan")).scalar()
    assert b"RAHASIA" not in bytes(mentah)


def test_hasil_yang_tidak_dikenal_dan_belum_ditolak(paket: Paket, dukcapil: Pelaku) -> None:
    for hasil in ("entah", "belum"):
        with pytest.raises(GalatIsian):
            op.catat_padanan(paket.usulan[0].id, hasil, [], oleh=dukcapil)


def test_desa_dan_kecamatan_tidak_memadankan_apa_pun(paket: Paket) -> None:
    for peran, wilayah in ((Peran.OPERATOR_DESA, paket.wilayah_kode), (Peran.CAMAT, KECAMATAN)):
        oleh = orang(peran, wilayah)
        with pytest.raises(TidakBoleh):
            op.catat_padanan(paket.usulan[0].id, "padan", [], oleh=oleh)
        with pytest.raises(TidakBoleh):
            op.bebaskan(paket.id, "Alasan.", oleh=oleh)
        with pytest.raises(TidakBoleh):
            op.keluarkan_daftar([menunggu(paket.usulan[0])], oleh=oleh)
        with pytest.raises(TidakBoleh):
            op.periksa_hasil(jawaban(), [], oleh=oleh)


def test_satu_paket_hanya_sekali_dibebaskan_dan_harus_beralasan(paket: Paket) -> None:
    oleh = orang(Peran.KEPALA_DINSOS, KABUPATEN)
    with pytest.raises(GalatIsian):
        op.bebaskan(paket.id, "  ", oleh=oleh)
    op.bebaskan(paket.id, "Layanan Dukcapil terhenti.", oleh=oleh)
    with pytest.raises(TidakBisa):
        op.bebaskan(paket.id, "Lagi.", oleh=oleh)
    assert riwayat.pembebasan(paket.id).alasan == "Layanan Dukcapil terhenti."


def test_daftar_yang_keluar_tercatat_usulan_siapa_saja_tanpa_nik(paket: Paket, dukcapil: Pelaku) -> None:
    semua = [menunggu(u) for u in paket.usulan]
    isi = op.keluarkan_daftar(semua, oleh=dukcapil)
    assert len(list(baca(isi))) == 3
    catatan = db.session.scalars(sa.select(audit.Audit).where(audit.Audit.rantai == "padanan:33.28")).one()
    rinci = db.session.get_one(audit.AuditIsi, catatan.id).isi
    assert (str(catatan.aksi), rinci["usulan"]) == ("padanan.ekspor", [u.id for u in paket.usulan])
    assert semua[0].nik not in str(rinci)
    with pytest.raises(TidakBisa):
        op.keluarkan_daftar([], oleh=dukcapil)


def test_hasil_yang_diterapkan_tercatat_dan_berkasnya_disimpan_sebagai_bukti(paket: Paket, dukcapil: Pelaku) -> None:
    semua = [menunggu(u) for u in paket.usulan]
    isi = jawaban((semua[0].nik, "padan"), ("3328101708851111", "padan"))
    terpakai: list[tuple[int, str]] = []
    bacaan, hitung = op.terima_hasil(isi, semua, lambda i, h, _b: terpakai.append((i, h)), oleh=dukcapil)
    assert (terpakai, hitung, len(bacaan.galat)) == ([(semua[0].usulan_id, "padan")], {"padan": 1}, 1)
    rinci = db.session.scalars(sa.select(audit.AuditIsi).order_by(audit.AuditIsi.audit_id.desc())).first().isi
    assert (rinci["hasil"], rinci["ditolak"]) == ({"padan": 1}, 1)
    assert files.baca(rinci["sha256"]) == isi


def test_berkas_besar_diterapkan_bertahap_dan_sisanya_disebut(
    paket: Paket, dukcapil: Pelaku, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(op, "MAKS_TERAP", 1)
    semua = [menunggu(u) for u in paket.usulan]
    terpakai: list[int] = []
    isi = jawaban(*((m.nik, "padan") for m in semua))
    bacaan, hitung = op.terima_hasil(isi, semua, lambda i, _h, _b: terpakai.append(i), oleh=dukcapil)
    assert (terpakai, bacaan.sisa, hitung) == ([semua[0].usulan_id], 1, {"padan": 1})


def test_pratinjau_tidak_menyimpan_apa_pun(paket: Paket, dukcapil: Pelaku) -> None:
    semua = [menunggu(u) for u in paket.usulan]
    sebelum = db.session.scalar(sa.select(sa.func.count()).select_from(audit.Audit))
    assert op.periksa_hasil(jawaban((semua[0].nik, "ganda")), semua, oleh=dukcapil).per_hasil() == {"ganda": 1}
    assert db.session.scalar(sa.select(sa.func.count()).select_from(audit.Audit)) == sebelum
    with pytest.raises(TidakBisa):
        op.terima_hasil(jawaban(("3328101708851111", "padan")), semua, print, oleh=dukcapil)
