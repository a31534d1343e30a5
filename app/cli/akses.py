"""How is the authority matrix printed for people, and is the printed page still true?"""

from pathlib import Path

import click
from flask.cli import AppGroup

from app.domain.akses.peran import LABEL_PERAN
from app.domain.akses.policy import ARTI_SEL, SEL, URUTAN

HALAMAN = Path(__file__).resolve().parent.parent.parent / "docs" / "wewenang.md"
KEPALA = """\
# Wewenang

Halaman ini dicetak dari kode dengan `flask --app wsgi akses matriks`; jangan diubah dengan tangan. Yang tidak tertulis
tidak diizinkan. Peran dipegang lewat penugasan bertanggal pada satu wilayah; orang yang mempunyai dua penugasan memilih
atas penugasan mana ia bertindak, dan catatan audit menyebutkannya.
"""
_BAGIAN = {
    "paket": "Paket", "bundel": "Berkas bersama", "laporan": "Laporan", "usulan": "Usulan", "dokumen": "Dokumen",
    "rapat": "Rapat", "registri": "Registri", "padanan": "Pemadanan", "pengguna": "Pengelolaan",
    "aturan": "Pengelolaan", "audit": "Pengelolaan", "desa": "Pengelolaan",
}  # fmt: skip

akses = AppGroup("akses", help="Wewenang: siapa boleh melakukan apa.")


def halaman_wewenang() -> str:
    """The page: a legend, then one table a subject, verbs down and roles across."""
    baris = [KEPALA, "Isi sel:", ""]
    baris += [f"- `{huruf}` {arti}" for huruf, arti in ARTI_SEL.items()]
    baris += ["", "Kolom:", ""]
    baris += [f"- `{p}` {LABEL_PERAN[p]}" for p in URUTAN]
    kini = ""
    for aksi, sel in SEL.items():
        bagian = _BAGIAN.get(aksi.partition(".")[0], "Lain-lain")
        if bagian != kini:
            kini = bagian
            kolom = " | ".join(f"`{p}`" for p in URUTAN)
            baris += ["", f"## {bagian}", "", f"| Tindakan | {kolom} |", "|---" * (len(URUTAN) + 1) + "|"]
        baris.append(f"| `{aksi}` | " + " | ".join(sel[p] for p in URUTAN) + " |")
    return "\n".join(baris) + "\n"


@akses.command("matriks")
@click.option("--periksa", is_flag=True, help="Hanya periksa; keluar dengan 1 bila halaman sudah usang.")
def matriks(periksa: bool) -> None:
    """Cetak matriks wewenang ke docs/wewenang.md."""
    isi = halaman_wewenang()
    if periksa:
        if not HALAMAN.exists() or HALAMAN.read_text(encoding="utf-8") != isi:
            click.echo("docs/wewenang.md usang. Jalankan: flask --app wsgi akses matriks", err=True)
            raise SystemExit(1)
        click.echo("docs/wewenang.md sesuai dengan kode.")
        return
    HALAMAN.parent.mkdir(exist_ok=True)
    HALAMAN.write_text(isi, encoding="utf-8")
    click.echo("docs/wewenang.md ditulis.")
