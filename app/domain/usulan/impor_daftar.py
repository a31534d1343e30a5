"""How does a list of names become drafts, one packet per village? Row by row; what can not be taken is named."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.pelaku import Pelaku
from app.domain.akses.tugas import pelaku_penugasan
from app.domain.aturan.berlaku import berlaku
from app.domain.registri.models import Warga
from app.domain.registri.nik import enam_belas_digit
from app.domain.usulan import isian
from app.domain.usulan import operations_daftar as daftar_op
from app.domain.usulan.models import DaftarMasuk, Paket, Usulan
from app.domain.usulan.status import StatusPaket
from app.infra import clock, files, format, jobs, sheets
from app.infra.db import db
from app.infra.galat import Galat, GalatIsian
from app.infra.jobs import Kemajuan

TUGAS = "usulan.daftar"
MAKS_BARIS = 5_000
SEPOTONG = 50
JUDUL_NIK, JUDUL_TANGGAL, JUDUL_KETERANGAN = "NIK", "TANGGAL", "KETERANGAN"


@dataclass(frozen=True, slots=True, repr=False)
class Baris:
    """One readable row. Holds a full NIK: never logged."""

    nomor: int
    nik: str
    tanggal: str
    keterangan: str


@dataclass(slots=True)
class Bacaan:
    """What a sheet says: rows, and what to mend, each with row and sentence (numbers masked)."""

    baris: list[Baris] = field(default_factory=list)
    galat: list[dict[str, Any]] = field(default_factory=list)


def terima(
    isi: bytes, nama_asal: str, *, jenis: str, alasan_kode: str, jalur: str, nomor: str, tanggal: dt.date | None,
    oleh: Pelaku,
) -> DaftarMasuk:  # fmt: skip
    """Keep the sheet and promise the job. Raises TidakBoleh, GalatIsian per field or about the sheet."""
    daftar_op.wajib_menyusun(oleh)
    aturan = daftar_op.jenis_daftar(oleh.wilayah).get(jenis)
    if galat := _kurang(isi, aturan, alasan_kode, jalur, nomor, tanggal, oleh.wilayah):
        raise GalatIsian(bidang=galat)
    if aturan is None or not baca(isi).baris:
        raise GalatIsian(bidang={"berkas": "Tidak ada baris yang dapat dibaca. Periksa kolom NIK pada berkasnya."})
    daftar = DaftarMasuk(
        wilayah_kode=oleh.wilayah,
        jalur=jalur,
        sumber_nomor=nomor.strip(),
        sumber_tanggal=tanggal,
        jenis=jenis,
        alasan_kode=alasan_kode if aturan.get("alasan") else "",
        sha256=files.simpan(isi).sha256,
        nama_asal=format.tanpa_nomor(nama_asal)[:200],
        oleh=oleh.pengguna_id,
        penugasan_id=oleh.penugasan_id,
        laporan=[],
    )
    db.session.add(daftar)
    db.session.flush()
    daftar.pekerjaan_id = jobs.antrekan(TUGAS, {"daftar_id": daftar.id}, pemilik_id=oleh.pengguna_id).id
    return daftar


def _kurang(
    isi: bytes, aturan: dict[str, Any] | None, alasan_kode: str, jalur: str, nomor: str, tanggal: dt.date | None,
    wilayah: str,
) -> dict[str, str]:  # fmt: skip
    """Field → sentence, all at once."""
    galat: dict[str, str] = {}
    try:
        daftar_op.periksa_sumber(jalur, nomor, tanggal, wilayah)
    except GalatIsian as salah:
        galat |= salah.bidang
    if aturan is None:
        galat["jenis"] = "Pilih jenis usulan dari daftar."
    elif aturan.get("alasan") and alasan_kode not in berlaku(str(aturan["alasan"]), wilayah):
        galat["alasan_kode"] = "Pilih alasan untuk semua nama dalam daftar."
    if not isi:
        galat["berkas"] = "Pilih berkas daftar nama (XLSX, ODS, atau CSV)."
    return galat


def baca(isi: bytes) -> Bacaan:
    """The rows of a sheet with the headings NIK, TANGGAL (optional), KETERANGAN (optional). Raises GalatIsian."""
    sumber = sheets.baca(isi, maks_baris=MAKS_BARIS + 1)
    kepala = next(sumber, None)
    judul = [str(s).strip().upper() for s in kepala.sel] if kepala else []
    if JUDUL_NIK not in judul:
        raise GalatIsian(bidang={"berkas": "Kolom NIK tidak ditemukan. Baris pertama harus memuat judul kolom NIK."})
    hasil, terlihat = Bacaan(), set()
    for b in sumber:
        sel = dict(zip(judul, b.sel, strict=False))
        nik, salah = _nik(sel.get(JUDUL_NIK, ""))
        if not salah and nik in terlihat:
            salah = "NIK ini sudah ada pada baris lain. Hapus salah satunya."
        tanggal, salah_tanggal = _tanggal(sel.get(JUDUL_TANGGAL, ""))
        if salah or salah_tanggal:
            hasil.galat.append({"baris": b.nomor, "nilai": format.samarkan(nik), "pesan": salah or salah_tanggal})
            continue
        terlihat.add(nik)
        hasil.baris.append(Baris(b.nomor, nik, tanggal, str(sel.get(JUDUL_KETERANGAN, "")).strip()[:500]))
    return hasil


def jalankan(kemajuan: Kemajuan, *, daftar_id: int) -> None:
    """The job: names into drafts, committed in pieces; a run that was cut off passes over what it has done."""
    daftar = db.session.get(DaftarMasuk, daftar_id)
    if daftar is None or daftar.selesai is not None:
        return
    oleh = pelaku_penugasan(daftar.penugasan_id)
    bacaan = baca(files.baca(daftar.sha256))
    if oleh is None:
        daftar.gagal = "Penugasan yang mengunggah daftar ini sudah berakhir."
        daftar.selesai = clock.sekarang()
        return
    galat = list(bacaan.galat)
    db.session.rollback()
    for i in range(0, len(bacaan.baris), SEPOTONG):
        galat += _sepotong(daftar_id, bacaan.baris[i : i + SEPOTONG], oleh)
        sampai = min(i + SEPOTONG, len(bacaan.baris))
        kemajuan.lapor(sampai, len(bacaan.baris), f"{sampai} dari {len(bacaan.baris)} nama", jeda=0)
    daftar = db.session.get_one(DaftarMasuk, daftar_id)
    daftar.masuk = _jumlah_masuk(daftar_id)
    daftar.laporan = sorted(galat, key=lambda g: g["baris"])
    daftar.ditolak, daftar.selesai = len(galat), clock.sekarang()


def _sepotong(daftar_id: int, baris: list[Baris], oleh: Pelaku) -> list[dict[str, Any]]:
    daftar = db.session.get_one(DaftarMasuk, daftar_id)
    orang = {
        w.nik: w
        for w in db.session.scalars(
            sa.select(Warga).where(
                Warga.nik.in_([b.nik for b in baris]), policy.terlihat(Aksi.REGISTRI_LIHAT, Warga.wilayah_kode, oleh)
            )
        )
    }
    sudah = set(
        db.session.scalars(
            sa.select(Usulan.warga_id)
            .join(Paket, Paket.id == Usulan.paket_id)
            .where(Paket.daftar_id == daftar_id, Usulan.warga_id.in_([w.id for w in orang.values()]))
        )
    )
    galat = []
    for b in baris:
        warga = orang.get(b.nik)
        if warga is not None and warga.id in sudah:
            continue
        pesan = (
            "NIK ini tidak ada di registri kabupaten/kota. Minta desanya mengimpor datanya lebih dahulu."
            if warga is None
            else _masukkan(daftar, warga, b, oleh)
        )
        if pesan:
            galat.append({"baris": b.nomor, "nilai": format.samarkan(b.nik), "pesan": pesan})
    return galat


def _masukkan(daftar: DaftarMasuk, warga: Warga, b: Baris, oleh: Pelaku) -> str:
    """ "" when the name is in a draft now, else why not; a refused name leaves nothing behind."""
    titik = db.session.begin_nested()
    try:
        paket = _paket(daftar, warga.wilayah_kode, oleh)
        daftar_op.tambahkan(paket, warga.id, _kiriman(daftar, b), jenis=daftar.jenis, oleh=oleh)
        db.session.flush()
        titik.commit()
    except Galat as salah:
        titik.rollback()
        return " ".join(salah.alasan)
    return ""


def _kiriman(daftar: DaftarMasuk, b: Baris) -> dict[str, list[str]]:
    nama = {x["nama"] for x in isian.bidang(isian.jenis(daftar.jenis, daftar.wilayah_kode))}
    sumber = f"Menurut dokumen {daftar.sumber_nomor}."
    isi = {
        "tanggal_kejadian": b.tanggal,
        "cakupan": "individu",
        "keterangan": b.keterangan or sumber,
        "keadaan": b.keterangan or sumber,
    }
    return {f"baru.{k}": [v] for k, v in isi.items() if k in nama and v} | (
        {"alasan_kode": [daftar.alasan_kode]} if daftar.alasan_kode else {}
    )


def _paket(daftar: DaftarMasuk, wilayah: str, oleh: Pelaku) -> Paket:
    ada = db.session.scalar(
        sa.select(Paket).where(
            Paket.daftar_id == daftar.id, Paket.wilayah_kode == wilayah, Paket.status == StatusPaket.DRAF
        )
    )
    return ada or daftar_op.buat_paket_daftar(wilayah, daftar, oleh=oleh)


def _jumlah_masuk(daftar_id: int) -> int:
    tanya = (
        sa.select(sa.func.count())
        .select_from(Usulan)
        .join(Paket, Paket.id == Usulan.paket_id)
        .where(Paket.daftar_id == daftar_id)
    )
    return int(db.session.scalar(tanya) or 0)


def _nik(sel: object) -> tuple[str, str]:
    if isinstance(sel, int | float):
        return (
            "",
            "NIK tersimpan sebagai angka, jadi digitnya dapat hilang. Ubah selnya menjadi teks, lalu unggah lagi.",
        )
    nik = enam_belas_digit(str(sel))
    return (nik, "") if nik else (str(sel)[-4:], "NIK harus 16 digit.")


def _tanggal(sel: object) -> tuple[str, str]:
    if isinstance(sel, dt.datetime):
        return sel.date().isoformat(), ""
    if isinstance(sel, dt.date):
        return sel.isoformat(), ""
    teks = str(sel).strip()
    if not teks:
        return "", ""
    for pola in ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"):
        try:
            return dt.datetime.strptime(teks, pola).replace(tzinfo=dt.UTC).date().isoformat(), ""
        except ValueError:
            continue
    return "", "Tanggal belum terbaca. Tulis misalnya 17-08-2026."
