"""How is a demo installation filled? Invented people, packets in every state, made step by step."""

import datetime as dt
import random
import time

import click
import sqlalchemy as sa
from flask import current_app
from flask.cli import AppGroup

from app.cli.demo import akun, cerita, kabupaten, massal, penduduk, usulan
from app.cli.demo.kisah import Desa
from app.cli.demo.muatan import Muatan
from app.cli.demo.panggung import jalankan, rapikan
from app.cli.demo.rencana import Rencana, awal_bulan
from app.domain.aturan.operations import pasang_benih
from app.domain.registri.impor import impor_langsung
from app.domain.registri.models import Keluarga
from app.domain.wilayah.models import Wilayah
from app.infra import audit, clock
from app.infra.db import db

RANTAI = "demo"
# Village → (accounts of its operator and its head, families)
DESA = {
    akun.SLAWI_KULON: ("operator", "kades", 60),
    akun.KAGOK: ("operator2", "kades2", 60),
    akun.PAGIYANTEN: ("operator3", "kades3", 60),
    cerita.TRAYEMAN: ("operator.3328102005", "kades.3328102005", 6),
}
# Proposals of the whole regency, made in bulk: a year of ordinary months, and years with their campaigns.
BANYAK = {"kabupaten": 30_000, "besar": 700_000}

demo = AppGroup("demo", help="Data contoh untuk mencoba Sahih.")


@demo.command("isi")
@click.option("--skala", type=click.Choice(["kecil", "kabupaten", "besar"]), default="kecil", show_default=True)
def isi(skala: str) -> None:
    """Isi basis data dengan data contoh; aman diulang."""
    if current_app.config["SAHIH_LINGKUNGAN"] not in ("demo", "uji"):
        raise click.ClickException("Data contoh hanya untuk lingkungan demo atau uji, tidak untuk produksi.")
    mulai = time.monotonic()
    belum = [s for s in (dict.fromkeys(("kecil", skala))) if not sudah(s)]
    if not belum:
        click.echo("Data contoh sudah ada.")
        return
    for satu in belum:
        if satu == "kecil":
            kecil()
        else:
            banyak(satu)
    click.echo(f"Data contoh dibuat dalam {time.monotonic() - mulai:.0f} detik.")


def sudah(skala: str) -> bool:
    """Whether a run of this scale came to its end."""
    a = audit.Audit
    return db.session.scalar(sa.select(a.id).where(a.objek == f"demo:{skala}").limit(1)) is not None


def selesai(skala: str) -> None:
    """Note the end of a run."""
    audit.catat(RANTAI, [{"aksi": "demo.isi", "objek": f"demo:{skala}"}], pengguna_id=None)
    db.session.commit()


def kecil() -> None:
    """Villages with their families, packets in every state. A run that was cut off is taken up again."""
    if db.session.get(Wilayah, akun.SLAWI_KULON) is None:
        raise click.ClickException("Data wilayah belum ada. Jalankan lebih dahulu: flask --app wsgi wilayah impor")
    akhir = clock.sekarang() - dt.timedelta(minutes=5)
    kini = clock.setempat(akhir).date()
    awal = awal_bulan(kini, -8)
    usulan.lupakan()
    try:
        clock.bekukan(dt.datetime.combine(awal, dt.time(2), dt.UTC))
        pasang_benih()
        orang = akun.pasang(awal, kini)
        db.session.commit()
        rencana = Rencana({kode: _desa(kode, kini) for kode in DESA}, orang, kini)
        jalankan([*cerita.kisah(rencana), *kabupaten.kisah(rencana)], akhir)
    finally:
        clock.bekukan(None)
    rapikan()
    selesai("kecil")


def banyak(skala: str) -> None:
    """Open and finished packets of all other villages, in bulk; their history is whole, their papers have no bytes."""
    if any(sudah(lain) for lain in BANYAK):
        raise click.ClickException("Data massal sudah ada dalam skala lain. Mulailah dengan basis data yang kosong.")
    w = Wilayah
    semua = db.session.scalars(sa.select(w.kode).where(w.kode.startswith(akun.KABUPATEN + "."), w.jenis != "kecamatan"))
    pembuat = massal.Pembuat(sorted(set(semua) - set(DESA)), clock.sekarang(), akun.pelaku("admin").pengguna_id)
    db.session.rollback()
    muatan = Muatan(db.engine)
    terbuka = massal.perbesar(pembuat, pembuat.terbuka(), BANYAK[skala], [muatan])
    massal.perbesar(pembuat, pembuat.rampung(), BANYAK[skala] - terbuka, [muatan])
    muatan.selesai(massal.TABEL)
    selesai(skala)


def _desa(kode: str, kini: dt.date) -> Desa:
    masuk, kades, keluarga = DESA[kode]
    operator = akun.pelaku(masuk)
    if not db.session.scalar(sa.select(Keluarga.id).where(Keluarga.wilayah_kode == kode).limit(1)):
        acak = random.Random(kode)  # noqa: S311  # invented people, the same in every demo
        lembar = penduduk.lembar(kode, keluarga, kini, acak, 9000 + penduduk.RENTANG * (list(DESA).index(kode) % 3))
        nama = f"penduduk-{kode}.csv"
        hasil = impor_langsung(lembar, kode, oleh=operator, nama_asal=nama, selesai_potongan=db.session.commit)
        if hasil.galat:
            raise click.ClickException(f"Penduduk contoh ditolak: {hasil.galat[0].pesan}")
    return Desa(operator, akun.pelaku(kades), usulan.keluarga(kode))
