"""Is the history whole? `flask audit periksa` walks every chain and names the first bad row."""

import re
import sys
from collections.abc import Iterator

import click
import sqlalchemy as sa
from flask.cli import AppGroup

from app.domain.dokumen import jejak as jejak_dokumen
from app.domain.dokumen.models import Dokumen
from app.domain.usulan.models import Paket
from app.infra import audit as jejak
from app.infra import jangkar as tambatan
from app.infra.db import db
from app.infra.format import angka, tanggal, tanggal_waktu
from app.infra.jangkar import Jangkar

audit = AppGroup("audit", help="Jejak keputusan.")


# The kinds of chain in words, in the order of a packet's way; any other kind follows under its own name.
JENIS = {
    "paket": "paket dengan usulan dan dokumennya",
    "rapat": "rapat",
    "bundel": "berkas bersama",
    "laporan": "laporan ke Gubernur",
    "keluarga": "keluarga",
    "warga": "warga",
    "impor": "impor data penduduk",
    "unit": "unit",
    "pengguna": "akun pengguna",
    "pemeriksaan": "pemeriksaan auditor",
    "sertifikat": "sertifikat",
    "aturan": "aturan",
    "keamanan": "masuk, keluar, dan penolakan",
}


@audit.command("periksa")
def periksa() -> None:
    """Keluar 0 bila semua rantai, jejak pada dokumen, dan jangkar harian utuh; 1 dengan yang pertama rusak."""
    if salah := jejak.periksa() or jejak_dokumen.periksa_semua() or tambatan.periksa():
        click.echo(f"TIDAK UTUH: {salah}", err=True)
        if paket := _paket(salah):
            click.echo(f"Rantai itu riwayat paket {paket}.", err=True)
        click.echo("Simpan basis data ini seadanya, lalu bandingkan dengan cadangan dan jangkar di luar.", err=True)
        sys.exit(1)
    for kalimat in _ringkas(jejak.ringkas()):
        click.echo(kalimat)


def _paket(salah: str) -> str | None:
    """The number of the packet whose chain the sentence names."""
    ada = re.search(r"antai paket:(\d{1,18})\b", salah)
    return db.session.scalar(sa.select(Paket.nomor).where(Paket.id == int(ada[1]))) if ada else None


def _ringkas(r: jejak.Ringkasan) -> Iterator[str]:
    rantai, fakta = (sum(n[i] for n in r.jenis.values()) for i in (0, 1))
    yield f"Semua rantai audit utuh: {angka(rantai)} rantai, {angka(fakta)} fakta."
    if r.awal and r.akhir:
        yield f"Fakta pertama {tanggal_waktu(r.awal)}, terakhir {tanggal_waktu(r.akhir)}."
    for jenis in sorted(r.jenis, key=lambda j: (list(JENIS).index(j) if j in JENIS else len(JENIS), j)):
        rantai, fakta = r.jenis[jenis]
        yield f"- {JENIS.get(jenis, jenis)}: {angka(rantai)} rantai, {angka(fakta)} fakta"
    tercetak = db.session.scalar(sa.select(sa.func.count(Dokumen.jejak))) or 0
    yield f"Jejak yang tercetak pada {angka(tercetak)} berita acara cocok dengan rantainya."
    hari = db.session.execute(sa.select(sa.func.count(), sa.func.min(Jangkar.hari), sa.func.max(Jangkar.hari))).one()
    if hari[0]:
        yield f"{angka(hari[0])} jangkar harian cocok dan menyambung, {tanggal(hari[1])} sampai {tanggal(hari[2])}."
    else:
        yield "Belum ada jangkar harian."


@audit.command("jangkar")
@click.option("--hari", "batas", default=30, show_default=True, help="Berapa hari terakhir.")
def jangkar(batas: int) -> None:
    """Cetak jangkar harian: hari, jumlah rantai, SHA-256; untuk diumumkan di luar sistem ini."""
    for j in tambatan.terbaru(batas):
        click.echo(f"{j.hari.isoformat()} {j.jumlah} {j.sha256}")
