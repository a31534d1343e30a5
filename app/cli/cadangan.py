"""How is an installation saved and brought back? One archive of tables and files; the keys are kept apart."""

import sys
from pathlib import Path

import click
import sqlalchemy as sa
from flask import current_app
from flask.cli import AppGroup

from app.cli.db import naikkan
from app.cli.sebab_os import sebab_os
from app.infra import audit, pemulihan, rujukan
from app.infra import cadangan as arsip
from app.infra.db import db
from app.infra.format import angka
from app.infra.galat import Galat

cadangan = AppGroup("cadangan", help="Cadangan yang dapat dipulihkan: tabel dan berkas, tanpa kunci.")
KUNCI = (
    "Kunci (SAHIH_KUNCI_DATA) tidak ikut tersimpan. Simpan kunci di tempat lain; tanpa kunci itu cadangan ini tidak "
    "dapat dibaca siapa pun."
)


@cadangan.command("buat")
@click.argument("berkas", type=click.Path(path_type=Path, dir_okay=False))
def buat(berkas: Path) -> None:
    """Simpan seluruh isi basis data dan penyimpanan berkas ke BERKAS; layanan boleh tetap berjalan."""
    try:
        manifes = arsip.buat(berkas)
    except FileExistsError:
        raise click.ClickException(f"{berkas} sudah ada. Pilih nama lain.") from None
    except OSError as galat:
        raise click.ClickException(
            f"Cadangan belum jadi: {sebab_os(galat)}. Periksa ruang dan izin foldernya."
        ) from galat
    click.echo(f"{berkas}: {angka(manifes.baris)} baris, {angka(manifes.berkas)} berkas, skema {manifes.revisi}.")
    click.echo(KUNCI)
    for sha256 in manifes.hilang:
        click.echo(f"{sha256}: disebut data tetapi tidak ada di penyimpanan", err=True)
    sys.exit(1 if manifes.hilang else 0)


@cadangan.command("pulihkan")
@click.argument("berkas", type=click.Path(path_type=Path, dir_okay=False, exists=True))
def pulihkan(berkas: Path) -> None:
    """Kembalikan BERKAS ke basis data dan folder berkas yang masih kosong, lalu periksa hasilnya."""
    if not sa.inspect(db.engine).has_table(arsip.REVISI):
        naikkan(current_app._get_current_object())  # type: ignore[attr-defined]
    db.session.remove()
    try:
        manifes = pemulihan.pulihkan(berkas)
    except Galat as galat:
        raise click.ClickException(str(galat)) from galat
    click.echo(f"Pulih: {angka(manifes.baris)} baris, {angka(manifes.berkas)} berkas, dari {manifes.dibuat}.")
    salah = audit.periksa()
    hilang = [s for s, tabel in rujukan.selisih() if tabel and s not in manifes.hilang]
    for kalimat in (*([salah] if salah else ()), *(f"{s}: berkas tidak ada" for s in hilang)):
        click.echo(kalimat, err=True)
    click.echo("Rantai audit utuh dan semua berkas ada." if not salah and not hilang else "Periksa pesan di atas.")
    sys.exit(1 if salah or hilang else 0)
