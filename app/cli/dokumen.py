"""Is this file one of our papers? The same answer as /v, on the command line."""

import hashlib
import sys
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from app.domain.dokumen import keaslian, keaslian_kumpulan, sertifikat
from app.domain.dokumen.kode import berkelompok
from app.infra import clock, signing

dokumen = AppGroup("dokumen", help="Dokumen yang diterbitkan.")

BSRE = "BSrE"
_KEADAAN = {
    "batal": "pernah diterbitkan, tetapi sudah dibatalkan",
    "digantikan": "pernah diterbitkan, tetapi sudah digantikan dokumen lain",
}


@dokumen.command()
@click.argument("berkas", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def periksa(berkas: Path) -> None:
    """Periksa keaslian berkas PDF; keluar 0 bila asli dan berlaku, 1 bila tidak."""
    sidik = hashlib.sha256(berkas.read_bytes()).hexdigest()
    ada = keaslian.periksa_berkas(sidik)
    if ada is None:
        if kumpulan := keaslian_kumpulan.periksa_berkas(sidik):
            click.echo(f"ASLI: {kumpulan.apa} ({kumpulan.judul}), disusun sistem dan tidak berubah sejak itu.")
            return
        click.echo("TIDAK COCOK: berkas ini tidak sama dengan dokumen mana pun yang tercatat.", err=True)
        sys.exit(1)
    tingkat = keaslian.tingkat_elektronik(sidik)
    berkas_lain = "pindaian bertanda tangan" if tingkat is None else "naskah bertanda tangan elektronik"
    apa = {"terbit": "naskah terbit", "salinan": "salinan baca dari naskah itu"}.get(ada.cocok(sidik), berkas_lain)
    sebutan = f"{ada.judul} {ada.nomor}".strip() + f", {ada.unit} (kode {berkelompok(ada.kode)})"
    if ada.keadaan != "asli":
        click.echo(f"TIDAK BERLAKU: {sebutan}, {apa}, {_KEADAAN[ada.keadaan]}.", err=True)
        sys.exit(1)
    if tingkat is not None and (cacat := _periksa_tanda_tangan(berkas.read_bytes(), sidik, tingkat)):
        click.echo(f"TANDA TANGAN TIDAK SAH: {sebutan}: {cacat}", err=True)
        sys.exit(1)
    click.echo(f"ASLI: {sebutan}, {apa}.")


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
        click.echo(f"Tanda tangan {t.nama}, {t.waktu or 'tanpa waktu'} ({_jenis(t, tingkat)}): sah.{kemudian}")
    return "" if semua else "berkas ini tidak memuat tanda tangan elektronik."


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
