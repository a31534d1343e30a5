"""Does a browser tell by itself whether a file is the paper, without sending it anywhere?"""

import hashlib

import pabrik
import sqlalchemy as sa
from browser.conftest import BukaHalaman
from browser.peramban import simpan
from flask import Flask
from playwright.sync_api import expect

from app.domain.dokumen.models import Dokumen
from app.infra.db import db

NASKAH, BACA = b"%PDF-1.7 naskah", b"%PDF-1.7 salinan baca"


def test_berkas_diperiksa_di_peramban_tanpa_dikirim(app: Flask, halaman: BukaHalaman) -> None:
    pabrik.Desa().diajukan()
    d = db.session.scalars(sa.select(Dokumen).order_by(Dokumen.id.desc()).limit(1)).one()
    d.sha256, d.salinan_sha256 = (hashlib.sha256(isi).hexdigest() for isi in (NASKAH, BACA))
    kode = d.kode
    simpan()
    h, terkirim = halaman(None), []
    h.goto(f"/v/{kode}")
    h.on("request", lambda r: terkirim.append(r.url) if r.method == "POST" else None)
    for isi, kalimat in (
        (NASKAH, "sama persis dengan naskah"),
        (BACA, "salinan baca dari"),
        (NASKAH[:-1] + b"H", "tidak sama dengan naskah"),
    ):
        berkas = {"name": "berkas.pdf", "mimeType": "application/pdf", "buffer": isi}
        h.get_by_label("Berkas PDF yang Anda terima").set_input_files(berkas)  # type: ignore[arg-type]
        h.get_by_role("button", name="Periksa berkas").click()
        expect(h.locator("#hasil-periksa > div:visible")).to_contain_text(kalimat)
    assert terkirim == []
