"""How are the state tables printed? `flask usulan alur` writes them into the documentation."""

import sys
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import AppGroup

from app.domain.akses.aksi import Aksi
from app.domain.akses.peran import LABEL_PERAN
from app.domain.akses.policy import SEL
from app.domain.bundel.alur import ALUR_BUNDEL
from app.domain.bundel.alur_laporan import ALUR_LAPORAN
from app.domain.dokumen.alur import ALUR_DOKUMEN
from app.domain.usulan.alur_paket import ALUR_PAKET
from app.domain.usulan.alur_usulan import ALUR_USULAN
from app.infra.machine import Alur, Baris

usulan = AppGroup("usulan", help="Usulan dan paket.")
MESIN = (ALUR_PAKET, ALUR_USULAN, ALUR_BUNDEL, ALUR_LAPORAN, ALUR_DOKUMEN)


@usulan.command("alur")
@click.option("--periksa", is_flag=True, help="Hanya periksa apakah docs/alur.md masih sesuai.")
def alur(periksa: bool) -> None:
    """Tulis docs/alur.md dari tabel status."""
    berkas = _folder(current_app) / "docs" / "alur.md"
    isi = cetak()
    if not periksa:
        berkas.write_text(isi, encoding="utf-8")
        click.echo(f"{berkas.name} ditulis.")
    elif not berkas.is_file() or berkas.read_text(encoding="utf-8") != isi:
        click.echo("docs/alur.md sudah usang: jalankan ./dev aturan.", err=True)
        sys.exit(1)


def _folder(app: Flask) -> Path:
    return Path(app.root_path).parent


def cetak() -> str:
    """The whole page: one diagram and one table per machine."""
    bagian = ["# Alur", "", "Halaman ini dicetak dari kode dengan `./dev aturan`; jangan diubah dengan tangan.", ""]
    for mesin in MESIN:
        bagian += [f"## {mesin.nama}", "", "```mermaid", mesin.mermaid(), "```", "", *_tabel(mesin), ""]
    return "\n".join(bagian)


def _tabel(mesin: Alur) -> list[str]:
    kepala = "| Tindakan | Dari | Ke | Alamat | Oleh | Perlu alasan | Dokumen penentu | Catatan |"
    return [kepala, "|---|---|---|---|---|---|---|---|", *(_baris(b) for b in mesin.baris)]


def _baris(b: Baris) -> str:
    oleh = ", ".join(LABEL_PERAN[p] for p, sel in SEL[Aksi(b.aksi)].items() if sel != "-")
    catatan = "; ".join(
        c for c in (b.nama_kapan, f"ikut langkah {b.lewat}" if b.lewat else "", "menyusul" if b.menyusul else "") if c
    )
    dari = ", ".join(sorted(b.dari)) or "–"
    sel = (b.aksi, dari, b.ke or "tetap", b.kata, oleh or "–", "ya" if b.alasan else "", b.gerbang, catatan)
    return "| " + " | ".join(str(s) for s in sel) + " |"
