"""How is a village's sheet imported from the command line?"""

import json
import sys
from pathlib import Path

import click
from flask.cli import AppGroup

from app.domain.akses.pelaku import Pelaku
from app.domain.akses.peran import Peran
from app.domain.registri.impor import Hasil, impor_langsung
from app.domain.registri.queries_impor import pengguna_sistem
from app.infra.db import db
from app.infra.galat import Galat

registri = AppGroup("registri", help="Data penduduk desa.")


@registri.command("impor")
@click.argument("berkas", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--desa", required=True, help="Kode desa/kelurahan, misalnya 33.28.10.2004.")
@click.option("--profil", default="", help="Nama profil kolom yang tersimpan di aturan.")
@click.option("--kering", is_flag=True, help="Periksa saja, tidak ada yang disimpan.")
@click.option("--json", "sebagai_json", is_flag=True, help="Cetak hasil sebagai JSON.")
def impor(berkas: Path, desa: str, profil: str, kering: bool, sebagai_json: bool) -> None:
    """Impor lembar penduduk OpenSID (XLSX, XLS, ODS, CSV) ke satu desa."""
    try:
        hasil = impor_langsung(
            berkas.read_bytes(),
            desa,
            oleh=_pelaku(desa),
            nama_asal=berkas.name,
            profil=profil,
            kering=kering,
            selesai_potongan=db.session.commit,
        )
    except Galat as galat:
        db.session.rollback()
        for alasan in galat.alasan:
            click.echo(alasan, err=True)
        sys.exit(1)
    if sebagai_json:
        click.echo(json.dumps(hasil.sebagai_json(), ensure_ascii=False, indent=2))
    else:
        _cetak(hasil, kering)


def _pelaku(desa: str) -> Pelaku:
    """Whoever may run commands on the server acts for the village; the audit row names the first account."""
    return Pelaku(
        pengguna_id=pengguna_sistem(),
        penugasan_id=0,
        nama="Baris perintah",
        peran=Peran.OPERATOR_DESA,
        wilayah=desa,
    )


def _cetak(hasil: Hasil, kering: bool) -> None:
    for g in hasil.galat:
        click.echo(f"baris {g.baris}, {g.kolom} ({g.nilai or 'kosong'}): {g.pesan}")
    awalan = "Tanpa menyimpan: " if kering else ""
    click.echo(f"{awalan}{hasil.baru} baru, {hasil.berubah} berubah, {hasil.sama} sama, {hasil.ditolak} ditolak.")
