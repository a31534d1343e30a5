"""What does each page cost and show, asked by every role? At most ten statements, and no number in full."""

import re

import pytest
from halaman import hitung_sql

from app.domain.akses.peran import Peran

ENAM_BELAS = re.compile(r"(?<![0-9a-fA-F])[0-9]{16}(?![0-9a-fA-F])")
PALING_BANYAK = 10
# What an auditor opened is written down after the page is made.
CATATAN_AUDITOR = 3
# Every page there is, at least for somebody: what nobody opened was not looked at.
BUKAN_HALAMAN = re.compile(
    r"\.(pdf|zip|xlsx|crl|txt)$|/berkas|/foto/|/naskah|/kemajuan|/keadaan|^/static|^/metrik|^/keluar"
)


@pytest.mark.parametrize("siapa", [str(p) for p in Peran])
def test_setiap_halaman_paling_banyak_sepuluh_perintah_dan_tanpa_nomor_utuh(app, kampung, sebagai, siapa):
    k, ganjil, dibuka = sebagai(siapa), [], 0
    for r in app.url_map.iter_rules():
        if "GET" not in (r.methods or ()) or BUKAN_HALAMAN.search(r.rule):
            continue
        alamat = kampung.alamat(r.rule.replace("<kode>", "AAAAAAAAAAAA").replace("<kunci>", "batas"))
        k.get(alamat)
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
