"""What does each page cost and show, asked by every role? Ten statements, no table read whole, no number in full."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import sqlalchemy as sa
from conftest import JENIS_DB
from halaman import hitung_sql

from app.domain.akses.peran import Peran
from app.infra.db import db

ENAM_BELAS = re.compile(r"(?<![0-9a-fA-F])[0-9]{16}(?![0-9a-fA-F])")
PALING_BANYAK = 10
# What an auditor opened is written down after the page is made.
CATATAN_AUDITOR = 3
# Every page there is, at least for somebody: what nobody opened was not looked at.
BUKAN_HALAMAN = re.compile(
    r"\.(pdf|zip|xlsx|crl|txt)$|/berkas|/foto/|/naskah|/kemajuan|/keadaan|^/static|^/metrik|^/keluar"
)
# A list of the latest rows is walked back from the last one and ends with its page.
MUNDUR = re.compile(r"SELECT (\w+)\.id \s*FROM \1 \s*WHERE \(\1\.\w+ \|\| ''\) .*ORDER BY \1\.id DESC\s*LIMIT", re.S)
PINDAI = re.compile(r"^SCAN (?!CONSTANT|anon_|\()(\w+)")
# Tables that stay small: accounts of the offices, one line a day, where facts come from, one row asked for.
KECIL = {"pengguna", "jangkar", "sumber_wilayah", "pekerjaan"}


TUMBUH = 10_000


def _besarkan(koneksi: sa.Connection) -> None:
    """Let the planner believe that the database holds ten thousand times as much: more villages, packets and names,
    each as large as here; what nobody has filled in here is empty in all those rows."""
    koneksi.exec_driver_sql("ANALYZE")
    for tabel, indeks, angka in koneksi.exec_driver_sql("SELECT tbl, idx, stat FROM sqlite_stat1").all():
        if indeks is None:
            baru = str(int(angka) * TUMBUH)
        else:
            (pertama,) = koneksi.exec_driver_sql(f"SELECT name FROM pragma_index_info('{indeks}') LIMIT 1").one()
            kosong = not koneksi.exec_driver_sql(f"SELECT count({pertama}) FROM {tabel}").scalar_one()
            n, *rata = angka.split()
            baru = " ".join([str(int(n) * TUMBUH), *([str(int(n) * TUMBUH)] * len(rata) if kosong else rata)])
        syarat = (baru, tabel, indeks)
        koneksi.exec_driver_sql("UPDATE sqlite_stat1 SET stat = ? WHERE tbl = ? AND idx IS ?", syarat)
    koneksi.exec_driver_sql("ANALYZE sqlite_schema")


@contextmanager
def _rencana() -> Iterator[set[str]]:
    """Where SQLite would read a growing table from end to end; an empty PostgreSQL does so with every index."""
    ganjil: set[str] = set()
    ada: list[tuple[str, Any]] = []

    def catat(_koneksi: Any, _kursor: Any, perintah: str, nilai: Any, *_lain: Any) -> None:
        # Who has no territory gets a condition that is never true: nothing is read then.
        if perintah.startswith(("SELECT", "WITH")) and "0 = 1" not in perintah:
            ada.append((perintah, nilai))

    if JENIS_DB != "sqlite":
        yield ganjil
        return
    sa.event.listen(db.engine, "before_cursor_execute", catat)
    yield ganjil
    sa.event.remove(db.engine, "before_cursor_execute", catat)
    with db.engine.connect() as koneksi:
        _besarkan(koneksi)
        for perintah, nilai in ada:
            mundur = m[1] if (m := MUNDUR.search(perintah)) else ""
            for langkah in koneksi.exec_driver_sql(f"EXPLAIN QUERY PLAN {perintah}", nilai):
                if (m := PINDAI.match(langkah[3])) and m[1] not in {*KECIL, mundur}:
                    ganjil.add(f"{langkah[3]}: {perintah[-300:]}")


@pytest.mark.parametrize("siapa", [str(p) for p in Peran])
def test_setiap_halaman_paling_banyak_sepuluh_perintah_dan_tanpa_nomor_utuh(app, kampung, sebagai, siapa):
    k, ganjil, dibuka = sebagai(siapa), [], 0
    for r in app.url_map.iter_rules():
        if "GET" not in (r.methods or ()) or BUKAN_HALAMAN.search(r.rule):
            continue
        alamat = kampung.alamat(r.rule.replace("<kode>", "AAAAAAAAAAAA").replace("<kunci>", "batas"))
        with _rencana() as pindai:
            k.get(alamat)
        ganjil += [(alamat, p) for p in sorted(pindai)]
        with hitung_sql() as perintah:
            jawaban = k.get(alamat)
        if jawaban.status_code != 200 or jawaban.mimetype != "text/html":
            continue
        dibuka += 1
        if len(perintah) > PALING_BANYAK + CATATAN_AUDITOR * (siapa == Peran.AUDITOR):
            ganjil.append((alamat, len(perintah)))
        if ENAM_BELAS.search(jawaban.text) or any(n in jawaban.text for n in kampung.nik):
            ganjil.append((alamat, "NIK"))
    assert not ganjil, "\n".join(map(str, ganjil))
    assert dibuka > 5
