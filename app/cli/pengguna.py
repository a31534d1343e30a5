"""How does an installation get its first admin?"""

import sys

import click
from flask.cli import AppGroup

from app.domain.akses.isian import baca_pengguna
from app.domain.akses.operations import buat_admin
from app.infra.db import db
from app.infra.galat import GalatIsian

pengguna = AppGroup("pengguna", help="Akun pengguna.")


@pengguna.command("buat")
@click.option("--admin", "nama_pengguna", required=True, metavar="NAMA_PENGGUNA", help="Buat admin dengan nama ini.")
@click.option("--nama", help="Nama lengkap; bila kosong sama dengan nama pengguna.")
@click.option("--wilayah", required=True, metavar="KODE", help="Kode provinsi atau kabupaten/kota, misalnya 33.28.")
@click.option("--sandi-stdin", is_flag=True, help="Baca kata sandi dari masukan baku, tanpa bertanya.")
def buat(nama_pengguna: str, nama: str | None, wilayah: str, sandi_stdin: bool) -> None:
    """Buat admin pertama; pengguna lain ditambahkan admin lewat halaman Pengguna."""
    if sandi_stdin:
        sandi = sys.stdin.readline().rstrip("\r\n")
    else:
        sandi = click.prompt("Kata sandi", hide_input=True, confirmation_prompt="Ulangi kata sandi")
    isian, galat = baca_pengguna({"nama_pengguna": nama_pengguna, "nama": nama or nama_pengguna})
    try:
        if isian is None:
            raise GalatIsian(bidang=galat)
        buat_admin(isian, sandi, wilayah)
        db.session.commit()
    except GalatIsian as tidak:
        db.session.rollback()
        raise click.ClickException(" ".join(tidak.alasan)) from None
    click.echo(f"Admin {isian.nama_pengguna} dibuat untuk wilayah {wilayah}.")
