"""How does a regency get its certificates, and take one back? One command for each."""

import sys

import click
from flask import current_app
from flask.cli import AppGroup

from app.domain.dokumen import sertifikat as s
from app.infra.db import db
from app.infra.galat import Galat

sertifikat = AppGroup("sertifikat", help="Sertifikat tanda tangan elektronik milik kabupaten/kota sendiri.")


@sertifikat.command()
@click.argument("kode")
def ca(kode: str) -> None:
    """Buat otoritas sertifikat untuk kabupaten/kota (atau provinsi) berkode KODE."""
    try:
        ada = s.buat_ca(kode)
        db.session.commit()
    except Galat as tidak:
        db.session.rollback()
        raise click.ClickException(" ".join(tidak.alasan)) from None
    click.echo(f"{ada.nama} dibuat, berlaku sampai {ada.selesai:%d-%m-%Y}. Sertifikatnya:")
    click.echo(ada.pem)


@sertifikat.command()
@click.argument("nama_pengguna", required=False)
@click.option("--segel", metavar="KODE", help="Segel elektronik unit berkode wilayah ini, bukan milik orang.")
@click.option("--sandi-stdin", is_flag=True, help="Baca frasa sandi dari masukan baku, tanpa bertanya.")
def pejabat(nama_pengguna: str | None, segel: str | None, sandi_stdin: bool) -> None:
    """Terbitkan sertifikat NAMA_PENGGUNA; frasa sandinya diketik pejabat itu sendiri dan tidak disimpan."""
    if bool(nama_pengguna) == bool(segel):
        raise click.UsageError("Sebutkan NAMA_PENGGUNA, atau --segel KODE; salah satu.")
    if sandi_stdin:
        sandi = sys.stdin.readline().rstrip("\r\n")
    else:
        sandi = click.prompt("Frasa sandi", hide_input=True, confirmation_prompt="Ulangi frasa sandi")
    alamat = str(current_app.config["SAHIH_ALAMAT"])
    try:
        if segel:
            ada = s.terbitkan_segel(segel, sandi, alamat=alamat)
        else:
            ada = s.terbitkan(str(nama_pengguna), sandi, alamat=alamat)
        db.session.commit()
    except Galat as tidak:
        db.session.rollback()
        raise click.ClickException(" ".join(tidak.alasan)) from None
    click.echo(f"Sertifikat {ada.nama} terbit, nomor seri {ada.seri}, berlaku sampai {ada.selesai:%d-%m-%Y}.")


@sertifikat.command()
@click.argument("siapa", metavar="SERI|NAMA_PENGGUNA")
def cabut(siapa: str) -> None:
    """Cabut sertifikat bernomor SERI, atau sertifikat terbaru NAMA_PENGGUNA. Yang sudah ditandatangani tetap sah."""
    try:
        ada = s.cari(siapa)
        s.cabut(ada)
        db.session.commit()
    except Galat as tidak:
        db.session.rollback()
        raise click.ClickException(" ".join(tidak.alasan)) from None
    click.echo(f"Sertifikat {ada.nama}, nomor seri {ada.seri}, dicabut. Tanda tangan yang sudah dibuat tetap sah.")


@sertifikat.command()
@click.option("--wilayah", metavar="KODE", default="", help="Hanya wilayah ini dan di bawahnya.")
def daftar(wilayah: str) -> None:
    """Tampilkan semua sertifikat: nomor seri, pemilik, unit, keadaan."""
    for satu in s.semua(wilayah):
        berlaku = "habis masa berlaku" if s.kedaluwarsa(satu) else f"berlaku sampai {satu.selesai:%d-%m-%Y}"
        keadaan = f"dicabut {satu.dicabut:%d-%m-%Y}" if satu.dicabut else berlaku
        click.echo(f"{satu.seri}  {satu.jenis}  {satu.unit_kode}  {satu.nama}  {keadaan}")
