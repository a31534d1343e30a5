"""What reached the villages by other ways than their own list? A regency's list, a move, a stack, a form to fill in."""

import datetime as dt
import io
from collections.abc import Mapping

import pabrik
import sqlalchemy as sa

from app.domain.akses.models import Pengguna, Penugasan
from app.domain.akses.pelaku import Pelaku
from app.domain.akses.peran import Peran
from app.domain.aturan.models import Aturan, AturanVersi
from app.domain.dokumen import operations as dok
from app.domain.dokumen import pemindaian, sertifikat
from app.domain.dokumen.models import Himpunan, PotonganHimpunan, Tumpukan
from app.domain.registri.models import Konfirmasi
from app.domain.usulan import impor_daftar, operations_daftar
from app.domain.usulan.models import DaftarMasuk, Paket
from app.infra import clock, files, jobs
from app.infra.db import db
from app.infra.sheets_tulis import Kolom, Lembar, tulis_xlsx

SURAT = dt.date(2026, 11, 3)


class _HanyaDaftar(dict[str, object]):
    """Lists are read as the worker would; papers and notices are not the matter here."""

    def __missing__(self, _nama: str) -> object:
        return lambda *_a, **_k: None


def isi_lain(
    desa: pabrik.Desa, kelurahan: pabrik.Desa, paket: Mapping[str, Paket]
) -> tuple[dict[str, Pelaku], dict[str, int]]:
    """Add it to the database: people by name, and the ids that addresses name."""
    orang = {
        "lapangan_kab": pabrik.orang(Peran.PETUGAS_LAPANGAN, pabrik.KABUPATEN),
        "pemeriksa": pabrik.orang(Peran.AUDITOR, pabrik.KABUPATEN),
    }
    _surat_tugas(orang["pemeriksa"])
    for jenis in ("tambah", "hapus"):  # with the other draft of the packet: one page fills them in
        pabrik.usulan(paket["draf"], desa.operator, jenis, lengkap=False)
    orang["lurah"] = _elektronik(kelurahan, paket["siap_musyawarah"])
    himpunan = _himpunan(desa, paket["diajukan"])
    return orang, _mutasi(desa) | _tumpukan(kelurahan, paket["siap_musyawarah"]) | himpunan


def _elektronik(kelurahan: pabrik.Desa, paket: Paket) -> Pelaku:
    """A kelurahan whose lurah signs on screen, with a paper that waits for it, and that has a seal."""
    for t in dok.milik_paket(paket.id)[0].tanda_tangan:
        t.nama = kelurahan.kades.nama
    db.session.add(
        Aturan(
            kunci="cara_tanda_tangan",
            wilayah_kode=kelurahan.wilayah,
            mulai=dt.date(2024, 1, 1),
            isi={"cara": "sertifikat"},
        )
    )
    db.session.query(AturanVersi).update({"nomor": AturanVersi.nomor + 1})
    sertifikat.buat_ca(pabrik.KABUPATEN)
    nama = db.session.get_one(Pengguna, kelurahan.kades.pengguna_id).nama_pengguna
    sertifikat.terbitkan(nama, "kuda putih lari pagi", alamat="http://127.0.0.1")
    sertifikat.terbitkan_segel(kelurahan.wilayah, "kuda putih lari pagi", alamat="http://127.0.0.1")
    return kelurahan.kades


def _himpunan(desa: pabrik.Desa, paket: Paket) -> dict[str, int]:
    """All papers of a packet as one archive, ready to be taken."""
    h = Himpunan(
        paket_id=paket.id,
        wilayah_kode=desa.wilayah,
        periode=paket.periode,
        nama="paket",
        judul="Semua dokumen paket",
        oleh=desa.operator.pengguna_id,
        penugasan_id=desa.operator.penugasan_id,
        sidik="0" * 64,
        ukuran=2**20,
        pdf_sidik="1" * 64,
        pdf_ukuran=2**19,
        halaman=12,
    )
    db.session.add(h)
    db.session.flush()
    for apa in ("zip", "pdf"):
        db.session.add(PotonganHimpunan(himpunan_id=h.id, apa=apa, urut=0, sha256="0" * 64, ukuran=2**19))
    return {"himpunan": h.id}


def _surat_tugas(auditor: Pelaku) -> None:
    p = db.session.get_one(Penugasan, auditor.penugasan_id)
    p.nomor_sk, p.tanggal_sk, p.selesai = "700/12/2026", dt.date(2026, 11, 1), dt.date(2026, 12, 31)


def daftar_kabupaten(desa: pabrik.Desa, kab: pabrik.Kabupaten) -> dict[str, int]:
    """A list of deaths: one village is asked, the row of a stranger was refused. A job reads it, in a session of its
    own: what was loaded before is let go."""
    nik = [pabrik.warga(pabrik.keluarga(desa.wilayah)).nik for _ in range(2)]
    tujuan = io.BytesIO()
    baris = [(n, "2026-10-01") for n in (*nik, "3328999999999999")]
    tulis_xlsx(tujuan, [Lembar("Data", [Kolom("NIK", jenis="identitas"), Kolom("TANGGAL")], baris)])
    d = impor_daftar.terima(
        tujuan.getvalue(),
        "kematian.xlsx",
        jenis="hapus",
        alasan_kode="meninggal",
        jalur="dukcapil",
        nomor="470/118/2026",
        tanggal=SURAT,
        oleh=kab.verifikator,
    )
    db.session.commit()
    while jobs.kerjakan_satu(_HanyaDaftar({impor_daftar.TUGAS: impor_daftar.jalankan})):
        pass
    d = db.session.get_one(DaftarMasuk, d.id)
    paket = db.session.scalars(sa.select(Paket).where(Paket.daftar_id == d.id)).one()
    operations_daftar.minta_tanggapan(paket, oleh=kab.verifikator, versi=paket.versi_baris)
    nota = dok.milik_paket(paket.id)
    pabrik.cetak(nota)
    tanda = [t.id for t in nota[0].tanda_tangan]
    pemindaian.unggah_pindaian(nota, [pabrik.gambar()], penanda=tanda, oleh=kab.verifikator)
    return {"daftar": d.id, "ditanggapi": paket.id}


def _mutasi(desa: pabrik.Desa) -> dict[str, int]:
    """The neighbours say that somebody of ours lives with them now."""
    w = pabrik.warga(pabrik.keluarga(desa.wilayah), "WARGA PINDAHAN")
    tetangga = pabrik.orang(Peran.OPERATOR_DESA, pabrik.DESA_LAIN)
    k = Konfirmasi(
        perihal="mutasi",
        kepada=desa.wilayah,
        asal_kode=pabrik.DESA_LAIN,
        tenggat=clock.hari_ini() + dt.timedelta(days=7),
        warga_id=w.id,
        nik=w.nik,
        oleh=tetangga.pengguna_id,
    )
    db.session.add(k)
    db.session.flush()
    return {"konfirmasi": k.id, "keluarga_pindah": w.keluarga_id}


def _tumpukan(desa: pabrik.Desa, paket: Paket) -> dict[str, int]:
    """A scanned stack: one paper whole, one page whose code nobody can read."""
    semua = dok.milik_paket(paket.id)
    pabrik.cetak(semua)
    bertanda = next(d for d in semua if d.tanda_tangan)
    kecil = files.simpan(pabrik.gambar()).sha256
    t = Tumpukan(
        oleh=desa.operator.pengguna_id,
        wilayah_kode=desa.wilayah,
        dokumen_ids=[d.id for d in semua],
        kembali=f"/paket/{paket.id}",
        sha256=kecil,
        halaman=2,
        terbaca=[[1, bertanda.kode, 1, 180, kecil, False], [2, "", None, 0, kecil, False]],
        tangan={},
    )
    db.session.add(t)
    db.session.flush()
    return {"tumpukan": t.id}
