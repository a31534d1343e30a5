"""How does a package of examination come to be? Papers, scans, history and lists, each named with its hash."""

import datetime as dt
import io
import json
import tempfile
import zipfile
from dataclasses import dataclass, field
from typing import IO, Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from app.domain.akses.models import Pengguna, Penugasan
from app.domain.akses.pelaku import Pelaku
from app.domain.bundel.models import BundelPaket
from app.domain.bundel.status import KERTAS_BERSAMA
from app.domain.dokumen.models import Dokumen, DokumenPaket, Pindaian
from app.domain.dokumen.queries import nama_berkas, terbaca
from app.domain.laporan import operations, queries_temuan
from app.domain.laporan.bungkus_petikan import lembar_petikan
from app.domain.laporan.models import BerkasPemeriksaan
from app.domain.laporan.pelaku_kerja import pelaku_kerja
from app.domain.laporan.petikan import petikan
from app.domain.laporan.queries_berkas import pelakunya
from app.domain.laporan.temuan import PENJELASAN, Daftar
from app.domain.registri.models import Warga
from app.domain.usulan.models import Paket, Usulan
from app.domain.usulan.status import Audiens, label_usulan
from app.infra import audit, audit_sampai, clock, files
from app.infra.audit import Audit, AuditIsi
from app.infra.db import db, membaca
from app.infra.format import angka, samarkan, tanggal_waktu
from app.infra.galat import Galat
from app.infra.jobs import Kemajuan
from app.infra.sheets_tulis import Kolom, Lembar, tulis_xlsx
from app.infra.zips_tulis import Penulis

MAKS_BYTE = 60 * 1024 * 1024
TERLALU_BESAR = f"Isinya melebihi {MAKS_BYTE // 1024 // 1024} MB. Minta berkas pemeriksaan satu per satu paket."
MAKS_BARIS = 100_000
BACA_AKU = (
    "Berkas ini bersifat rahasia dan hanya untuk pemeriksaan menurut surat tugas yang disebut manifes.json.\n"
    "Setiap berkas di dalamnya tercantum dalam manifes.json dengan SHA-256-nya. Pada riwayat/*.txt, hash setiap baris\n"
    "adalah SHA-256 dari hash baris sebelumnya, tanda ganti baris, dan teks baris itu; yang mendahului baris pertama\n"
    "dan hash baris terakhir tercantum pada bagian rantai dalam manifes.json. Selain riwayat paket ada riwayat berkas\n"
    "bersama (telaah, verval, pengesahan) yang memuatnya, dan riwayat asal bila paket itu hasil pemisahan.\n"
    "Naskah yang juga memuat desa di luar surat tugas tidak disertakan; kode dan SHA-256-nya tercantum pada bagian\n"
    "hanya_petikan dalam manifes.json, bersama nama berkas petikannya dalam folder petikan: kepala surat, penanda\n"
    "tangan, dan baris paket dalam surat tugas.\n"
)


@dataclass(slots=True)
class _Bungkus(Penulis):
    """The archive of an examination: its manifest also says where each chain stood."""

    rantai: list[dict[str, Any]] = field(default_factory=list)
    hanya_petikan: list[dict[str, str]] = field(default_factory=list)


def jalankan(kemajuan: Kemajuan, berkas_id: int) -> None:
    """The job: make what was asked for, within the assignment as it is now. A refusal is kept for the page."""
    minta = db.session.get_one(BerkasPemeriksaan, berkas_id)
    try:
        oleh = pelaku_kerja(minta.penugasan_id)
        isi = _daftar(Daftar(minta.sasaran), oleh) if minta.jenis == "daftar" else _paket(minta, oleh, kemajuan)
    except Galat as galat:
        db.session.rollback()
        db.session.execute(
            sa.update(BerkasPemeriksaan).where(BerkasPemeriksaan.id == berkas_id).values(galat=str(galat)[:300])
        )
        return
    simpan = files.simpan(isi)
    minta.sha256, minta.ukuran = simpan.sha256, simpan.ukuran
    db.session.flush()


def _daftar(mana: Daftar, oleh: Pelaku) -> bytes:
    baris, _ = queries_temuan.daftar(mana, untuk=oleh, batas=MAKS_BARIS)
    return lembar_temuan(mana, baris, oleh.zona)


def lembar_temuan(mana: Daftar, baris: list[queries_temuan.Temuan], zona: str) -> bytes:
    """A list as a sheet: everything is written as text, so no reason becomes a formula."""
    kolom = (
        Kolom("Waktu", 24), Kolom("Paket", 28), Kolom("Desa/kelurahan", 26), Kolom("Periode", 10), Kolom("Oleh", 26),
        Kolom("Keterangan", 90),
    )  # fmt: skip
    isi = [(tanggal_waktu(b.waktu, zona), b.nomor, b.desa, b.periode, b.oleh, b.perihal) for b in baris]
    return _xlsx(Lembar(PENJELASAN[mana].judul[:31], kolom, isi))


def _xlsx(*lembar: Lembar) -> bytes:
    tampung = io.BytesIO()
    tulis_xlsx(tampung, lembar)
    return tampung.getvalue()


def _paket(minta: BerkasPemeriksaan, oleh: Pelaku, kemajuan: Kemajuan) -> bytes:
    if minta.jenis == "paket":
        ids = [operations.paket_diperiksa(int(minta.sasaran), oleh=oleh).id]
    else:
        wilayah, _, periode = minta.sasaran.partition("/")
        ids = operations.ids_paket(wilayah, periode, oleh=oleh)
    with tempfile.TemporaryFile() as tampung:
        with zipfile.ZipFile(tampung, "w") as arsip:
            bungkus = _Bungkus(arsip, MAKS_BYTE, TERLALU_BESAR)
            for i, paket_id in enumerate(ids):
                with membaca():
                    _satu_paket(bungkus, db.session.get_one(Paket, paket_id), oleh)
                kemajuan.lapor(i + 1, len(ids), f"{angka(i + 1)} dari {angka(len(ids))} paket")
            bungkus.tambah("BACA-AKU.txt", BACA_AKU.encode())
            bungkus.tutup("manifes.json", _manifes(bungkus, minta, oleh))
        return _baca(tampung)


def _baca(tampung: IO[bytes]) -> bytes:
    tampung.seek(0)
    return tampung.read()


def _manifes(bungkus: _Bungkus, minta: BerkasPemeriksaan, oleh: Pelaku) -> bytes:
    tugas = db.session.get_one(Penugasan, oleh.penugasan_id)
    isi = {
        "judul": minta.judul,
        "dibuat": clock.sekarang().isoformat(timespec="seconds"),
        "pemeriksa": oleh.nama,
        "surat_tugas": {"nomor": tugas.nomor_sk, "tanggal": _hari(tugas.tanggal_sk), "berakhir": _hari(tugas.selesai)},
        "wilayah": oleh.wilayah,
        "periode": [oleh.periode_awal, oleh.periode_akhir],
        "rantai": bungkus.rantai,
        "hanya_petikan": bungkus.hanya_petikan,
        "berkas": bungkus.berkas,
    }
    return json.dumps(isi, ensure_ascii=False, indent=1).encode()


def _hari(hari: dt.date | None) -> str:
    return hari.isoformat() if hari else ""


def _satu_paket(bungkus: _Bungkus, paket: Paket, oleh: Pelaku) -> None:
    folder = paket.nomor.replace("/", "-")
    _naskah(bungkus, paket, folder, oleh)
    _riwayat(bungkus, paket, folder, oleh)
    kolom = (
        Kolom("Nama", 32), Kolom("NIK", 20, "identitas"), Kolom("RT", 6), Kolom("RW", 6), Kolom("Jenis", 20),
        Kolom("Status", 24), Kolom("Alasan putusan", 50), Kolom("Alasan penilaian", 50), Kolom("Pemadanan", 20),
    )  # fmt: skip
    tanya = sa.select(Usulan, Warga.nik).join(Warga, Warga.id == Usulan.warga_id).where(Usulan.paket_id == paket.id)
    isi = [
        (
            u.nama,
            samarkan(nik),
            u.rt,
            u.rw,
            u.jenis,
            label_usulan(u.status, Audiens.DINSOS),
            u.putusan_alasan,
            u.nilai_alasan,
            u.padanan,
        )
        for u, nik in db.session.execute(tanya.order_by(Usulan.id))
    ]
    bungkus.tambah(f"{folder}/daftar-usulan.xlsx", _xlsx(Lembar("Usulan", kolom, isi)))


def _naskah(bungkus: _Bungkus, paket: Paket, folder: str, oleh: Pelaku) -> None:
    """Every paper that speaks of the packet, superseded ones too, and every scan, refused ones too. A paper of a unit
    outside the assignment names other villages' residents with their numbers: only its excerpt goes along."""
    d = Dokumen
    boleh = sa.case((terbaca(oleh), 1), else_=0).label("boleh")
    tanya = sa.select(d.id, d.jenis, d.judul, d.nomor, d.unit_nama, d.kode, d.sha256, boleh)
    tanya = tanya.join(DokumenPaket, DokumenPaket.dokumen_id == d.id)
    for r in db.session.execute(tanya.where(DokumenPaket.paket_id == paket.id).order_by(d.id)).all():
        if not r.boleh:
            kepala = {"judul": r.judul, "nomor": r.nomor, "unit": r.unit_nama, "kode": r.kode, "sha256": r.sha256 or ""}
            berkas = _petikan(bungkus, paket.id, r.id, r.jenis, oleh)
            bungkus.hanya_petikan.append({"paket": paket.nomor, **kepala, "petikan": berkas})
            continue
        nama = nama_berkas(r.judul, r.unit_nama, r.kode)
        if r.sha256:
            bungkus.tambah(f"{folder}/naskah/{r.id:06d}_{nama}", files.baca(r.sha256))
        pindaian = sa.select(Pindaian.id, Pindaian.sha256).where(Pindaian.dokumen_id == r.id).order_by(Pindaian.id)
        for s in db.session.execute(pindaian).all():
            bungkus.tambah(f"{folder}/pindaian/{r.id:06d}-{s.id:06d}_{nama}", files.baca(s.sha256))


def _petikan(bungkus: _Bungkus, paket_id: int, dokumen_id: int, jenis: str, oleh: Pelaku) -> str:
    """The excerpt, once for all packets that the paper speaks of; "" for a kind of paper that has none."""
    if jenis not in KERTAS_BERSAMA:
        return ""
    nama = f"petikan/{dokumen_id:06d}.xlsx"
    if nama not in (b["nama"] for b in bungkus.berkas):
        isi = petikan(paket_id, dokumen_id, untuk=oleh)
        bungkus.tambah(nama, _xlsx(*lembar_petikan(isi, oleh.zona)))
    return nama


def _riwayat(bungkus: _Bungkus, paket: Paket, folder: str, oleh: Pelaku) -> None:
    """The packet's chain as a sheet to be read, and all chains that matter as text with their hashes."""
    a, pemutus = Audit, aliased(Pengguna)
    nama = (Pengguna.nama, pemutus.nama.label("pemutus"))
    tanya = (
        sa.select(a.waktu, a.aksi, a.objek, a.dari, a.ke, *nama, AuditIsi.isi)
        .outerjoin(Pengguna, Pengguna.id == a.pengguna_id)
        .outerjoin(pemutus, pemutus.id == a.pemutus_id)
        .outerjoin(AuditIsi, AuditIsi.audit_id == a.id)
        .where(a.rantai == paket.rantai)
        .order_by(a.urut)
    )
    semua = db.session.execute(tanya).all()
    kolom = (
        Kolom("Waktu", 24), Kolom("Aksi", 28), Kolom("Objek", 18), Kolom("Dari", 18), Kolom("Ke", 18),
        Kolom("Oleh", 26), Kolom("Alasan", 80),
    )  # fmt: skip
    isi = [
        (
            tanggal_waktu(r.waktu, oleh.zona),
            r.aksi,
            r.objek,
            r.dari,
            r.ke,
            pelakunya(r.nama, r.pemutus),
            _alasan(r.isi),
        )
        for r in semua
    ]
    bungkus.tambah(f"{folder}/riwayat/riwayat.xlsx", _xlsx(Lembar("Riwayat", kolom, isi)))
    _rantai(bungkus, paket, folder)


def _rantai(bungkus: _Bungkus, paket: Paket, folder: str) -> None:
    """Every chain that decided on the packet, as text with its hashes, to be recomputed: its own, the one that it
    branched off from, and those of the bundels that it was on."""
    bundel = db.session.scalars(
        sa.select(BundelPaket.bundel_id).where(BundelPaket.paket_id == paket.id).order_by(BundelPaket.bundel_id)
    )
    semua = audit_sampai.silsilah(paket.rantai) + audit_sampai.kepala(f"bundel:{b}" for b in bundel)
    for rantai, urut, kepala in semua:
        nama = "rantai" if rantai == paket.rantai else rantai.replace(":", "-")
        berkas = f"{folder}/riwayat/{nama}.txt"
        bungkus.tambah(berkas, audit_sampai.tertulis(rantai, urut).encode())
        bungkus.rantai.append(
            {
                "rantai": rantai,
                "paket": paket.nomor,
                "berkas": berkas,
                "baris": urut,
                "sebelum": audit_sampai.sebelum(rantai),
                "kepala": kepala,
                "utuh": audit.periksa(rantai) is None,
            }
        )


def _alasan(isi: Any) -> str:
    return str(isi.get("alasan", "")) if isinstance(isi, dict) else ""
