"""How does whoever runs the server take all papers of a packet?"""

import sys
from pathlib import Path

import click
import sqlalchemy as sa
from flask import current_app
from flask.cli import AppGroup

from app.cli.sebab_os import sebab_os
from app.domain.laporan import himpunan, himpunan_buat, himpunan_isi
from app.domain.usulan.models import Paket
from app.infra.db import db
from app.infra.galat import Galat, GalatPenyimpanan

paket = AppGroup("paket", help="Paket usulan.")


@paket.command("unduh")
@click.argument("nomor")
@click.option(
    "-o", "--ke", type=click.Path(path_type=Path), help="Berkas ZIP atau folder tujuan; bawaan: dokumen-NOMOR.zip."
)
def unduh(nomor: str, ke: Path | None) -> None:
    """Simpan semua dokumen satu paket sebagai ZIP; isi yang sama selalu menghasilkan berkas yang sama."""
    ke = ke or Path()
    ke = ke / f"dokumen-{nomor.replace('/', '-')}.zip" if ke.is_dir() else ke
    paket_id = db.session.scalar(sa.select(Paket.id).where(Paket.nomor == nomor))
    if paket_id is None:
        click.echo(f"Tidak ada paket bernomor {nomor}. Salin nomornya dari halaman paket.", err=True)
        sys.exit(1)
    daftar = himpunan_isi.susun([paket_id], sa.true())
    sementara = ke.with_name(f".{ke.name}.sementara")
    try:
        himpunan.wajib_ada_isi(daftar)
        with sementara.open("w+b") as keluar:
            judul, alamat = himpunan.judul_paket(nomor), str(current_app.config["SAHIH_ALAMAT"])
            himpunan_buat.langsung(judul, daftar["paket"][0], alamat, keluar)
        sementara.replace(ke)
    except Galat as galat:
        for alasan in galat.alasan:
            click.echo(alasan, err=True)
        if isinstance(galat, GalatPenyimpanan):
            click.echo("Berkas mana yang hilang atau rusak disebut oleh: flask --app wsgi berkas periksa", err=True)
        sys.exit(1)
    except OSError as galat:
        click.echo(f"Berkas {ke} tidak dapat ditulis karena {sebab_os(galat)}.", err=True)
        sys.exit(1)
    finally:
        sementara.unlink(missing_ok=True)
    click.echo(f"{ke}: {sum(len(p['berkas']) for p in daftar['paket'])} berkas.")
