"""Is this file one of our papers, and how does a unit seal one? The same answers as on screen, on the command line."""

import datetime as dt
import hashlib
import sys
from pathlib import Path

import click
import sqlalchemy as sa
from flask import current_app
from flask.cli import AppGroup

from app.cli.sebab_os import sebab_os
from app.domain.akses.pelaku import Pelaku
from app.domain.akses.peran import Peran
from app.domain.dokumen import keaslian, keaslian_kumpulan, segel, sertifikat
from app.domain.dokumen import penandatanganan as ttd
from app.domain.dokumen.kode import berkelompok, normalkan
from app.domain.dokumen.models import Dokumen
from app.domain.dokumen.status import TIDAK_BERLAKU
from app.domain.registri.queries_impor import pengguna_sistem
from app.infra import clock, signing
from app.infra.db import db
from app.infra.format import tanggal_waktu
from app.infra.galat import Galat, GalatIsian, TidakAda

dokumen = AppGroup("dokumen", help="Dokumen yang diterbitkan.")

BSRE = "BSrE"
# By the dots of the unit's code; a regency's otherwise.
_PERAN_UNIT = {3: Peran.OPERATOR_DESA, 2: Peran.OPERATOR_KECAMATAN}
_KEADAAN = {
    "batal": "pernah diterbitkan, tetapi sudah dibatalkan",
    "digantikan": "pernah diterbitkan, tetapi sudah digantikan dokumen lain",
}


@dokumen.command()
@click.argument("berkas", type=click.Path(path_type=Path))
def periksa(berkas: Path) -> None:
    """Periksa keaslian berkas PDF; keluar 0 bila asli dan berlaku, 1 bila tidak, 2 bila berkas tidak terbaca."""
    isi = _isi(berkas)
    sidik = hashlib.sha256(isi).hexdigest()
    ada = keaslian.periksa_berkas(sidik)
    if ada is None:
        if kumpulan := keaslian_kumpulan.periksa_berkas(sidik):
            click.echo(f"ASLI: {kumpulan.apa} ({kumpulan.judul}), disusun sistem dan tidak berubah sejak itu.")
            return
        click.echo(
            f"TIDAK COCOK: {_rupa(isi)} tidak sama dengan dokumen mana pun yang tercatat. Perubahan sekecil apa pun, "
            "juga menyimpan ulang atau memindai kembali, membuatnya lain. Minta berkas aslinya, atau periksa kode di "
            f"kaki halamannya di {current_app.config['SAHIH_ALAMAT']}/v.",
            err=True,
        )
        sys.exit(1)
    tingkat = keaslian.tingkat_elektronik(sidik)
    berkas_lain = "pindaian bertanda tangan" if tingkat is None else "naskah bertanda tangan elektronik"
    apa = {"terbit": "naskah terbit", "salinan": "salinan baca dari naskah itu"}.get(ada.cocok(sidik), berkas_lain)
    sebutan = f"{ada.judul} {ada.nomor}".strip() + f", {ada.unit} (kode {berkelompok(ada.kode)})"
    if ada.keadaan != "asli":
        click.echo(f"TIDAK BERLAKU: {sebutan}, {apa}, {_KEADAAN[ada.keadaan]}.", err=True)
        sys.exit(1)
    if tingkat is not None and (cacat := _periksa_tanda_tangan(isi, sidik, tingkat)):
        click.echo(f"TANDA TANGAN TIDAK SAH: {sebutan}: {cacat}", err=True)
        sys.exit(1)
    click.echo(f"ASLI: {sebutan}, {apa}.")


def _isi(berkas: Path) -> bytes:
    try:
        return berkas.read_bytes()
    except OSError as galat:
        click.echo(f"TIDAK TERBACA: {berkas} tidak dapat dibaca karena {sebab_os(galat)}.", err=True)
        sys.exit(2)


def _rupa(isi: bytes) -> str:
    """What an unknown file seems to be."""
    if not isi:
        return "berkas ini kosong, sehingga"
    if isi.startswith(b"PK"):
        return "arsip ini (periksa isinya satu per satu)"
    if b"%PDF-" not in isi[:1024]:
        return "berkas ini bukan PDF dan"
    return "berkas ini" if b"%%EOF" in isi[-1024:] else "berkas PDF ini terpotong atau rusak, dan"


def _periksa_tanda_tangan(isi: bytes, sidik: str, tingkat: str) -> str:
    """Judge every signature in the file offline and print each; what is wrong with the first bad one, else ""."""
    akar = sertifikat.akar()
    try:
        semua = signing.periksa(
            isi,
            [a for a, _ in akar],
            [c for _, c in akar if c],
            clock.sekarang(),
            tsa_akar=str(current_app.config["SAHIH_TSA_AKAR"]),
            tercatat=keaslian.tercatat(sidik),
        )
    except signing.TandaTanganGagal as tidak:
        return " ".join(tidak.alasan)
    for t in semua:
        if cacat := _cacat(t):
            return f"{t.nama}: {cacat}"
        kemudian = " Sertifikatnya dicabut sesudah itu." if t.dicabut else ""
        click.echo(f"Tanda tangan {t.nama}, {_waktu(t.waktu)} ({_jenis(t, tingkat)}): sah.{kemudian}")
    return "" if semua else "berkas ini tidak memuat tanda tangan elektronik."


def _waktu(tertulis: str) -> str:
    if not tertulis:
        return "tanpa waktu"
    saat = dt.datetime.fromisoformat(tertulis)
    # Another maker's file may leave out the zone; its day is then as uncertain as the time itself.
    return tanggal_waktu(saat) if saat.tzinfo else f"{tertulis} (tanpa zona waktu)"


def _jenis(t: signing.Tertanda, tingkat: str) -> str:
    """What one signature proves; `tingkat` is of the last one in the file, where several kinds may stand together."""
    if not keaslian.bidang_sendiri(t.bidang):
        return keaslian.TINGKAT[BSRE]
    lokal = tingkat if tingkat != BSRE else "B-T" if t.bercap_waktu else "B-B"
    return keaslian.TINGKAT.get(lokal, lokal)


def _cacat(t: signing.Tertanda) -> str:
    if not t.utuh:
        return "isi berkas berubah setelah ditandatangani."
    # Roots of the state's provider are not kept here: its own page judges whether it issued the certificate.
    if t.sah or not keaslian.bidang_sendiri(t.bidang):
        return ""
    if t.dicabut:
        return "sertifikatnya sudah dicabut ketika ditandatangani."
    if not t.tepercaya:
        return "sertifikatnya tidak diterbitkan otoritas yang tercatat di sini, atau sudah tidak berlaku."
    return "tanda tangannya tidak sah."


@dokumen.command("segel")
@click.argument("sebutan", metavar="NOMOR|KODE")
@click.option("--sandi-stdin", is_flag=True, help="Baca frasa sandi segel dari masukan baku, tanpa bertanya.")
def bubuhkan_segel(sebutan: str, sandi_stdin: bool) -> None:
    """Bubuhkan segel elektronik unit penerbit pada dokumen bernomor NOMOR atau berkode KODE."""
    try:
        dokumen_id, oleh = _penyegel(sebutan)
        siap = segel.siapkan(dokumen_id, oleh=oleh, alamat=str(current_app.config["SAHIH_ALAMAT"]))
        db.session.rollback()
        sandi = sys.stdin.readline().rstrip("\r\n") if sandi_stdin else click.prompt("Frasa sandi", hide_input=True)
        kunci = segel.kunci(oleh=oleh, sandi=sandi)
        db.session.rollback()
        setelan = signing.Setelan(str(current_app.config["SAHIH_TSA"]), str(current_app.config["SAHIH_TSA_AKAR"]))
        with ttd.penandatangan(kunci, sandi, setelan) as juru:
            tertanda = ttd.tandatangani(siap, juru, kunci.seri)
        segel.catat(tertanda, oleh=oleh)
        db.session.commit()
    except Galat as tidak:
        db.session.rollback()
        raise click.ClickException(" ".join(tidak.alasan)) from None
    click.echo(f"{siap.judul} sudah dibubuhi segel elektronik {oleh.wilayah_nama}.")


def _penyegel(sebutan: str) -> tuple[int, Pelaku]:
    """The paper that is meant, and the command line acting for its unit; the audit row names the first account.

    Raises:
        TidakAda, GalatIsian: no such paper, or several of that number.
    """
    d = Dokumen
    tanya = sa.select(d.id, d.kode, d.judul, d.unit_kode, d.unit_nama).where(d.status.not_in(TIDAK_BERLAKU))
    mana = d.kode == kode if (kode := normalkan(sebutan)) else d.nomor == sebutan.strip()
    semua = db.session.execute(tanya.where(mana).order_by(d.id)).all() if sebutan.strip() else []
    if not semua:
        raise TidakAda(f"Tidak ada dokumen berlaku bernomor atau berkode {sebutan}. Salin kodenya dari kaki halaman.")
    if len(semua) > 1:
        daftar = "; ".join(f"{r.judul}, {r.unit_nama}: {berkelompok(r.kode)}" for r in semua)
        raise GalatIsian(f"Nomor {sebutan} dipakai beberapa dokumen. Sebutkan kodenya: {daftar}.")
    (r,) = semua
    peran = _PERAN_UNIT.get(r.unit_kode.count("."), Peran.VERIFIKATOR_DINSOS)
    return r.id, Pelaku(pengguna_sistem(), 0, "Baris perintah", peran, r.unit_kode, r.unit_nama)
