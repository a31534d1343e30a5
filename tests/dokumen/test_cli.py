"""Does `flask dokumen periksa` answer as the public page does?"""

from collections.abc import Callable
from pathlib import Path

from flask import Flask

from app.domain.akses.pelaku import Pelaku
from app.domain.dokumen import operations
from app.domain.dokumen.models import Dokumen
from app.domain.dokumen.status import JenisDokumen as J
from app.infra import files
from app.infra.db import db


def test_periksa_membedakan_asli_asing_dan_batal(
    app: Flask, terbit: Callable[..., Dokumen], kerjakan: Callable[[], None], operator: Pelaku, tmp_path: Path
) -> None:
    d = terbit(J.SPTJM)
    kerjakan()
    berkas = tmp_path / "surat.pdf"
    berkas.write_bytes(files.baca(str(d.sha256)))
    jalan = app.test_cli_runner().invoke
    asli = jalan(args=["dokumen", "periksa", str(berkas)])
    assert (asli.exit_code, asli.output.startswith("ASLI: Surat pernyataan")) == (0, True)
    operations.batalkan(operations.muat(d.id), oleh=operator, alasan="Dibuka kembali")
    db.session.commit()
    batal = jalan(args=["dokumen", "periksa", str(berkas)])
    assert (batal.exit_code, "dibatalkan" in batal.output) == (1, True)
    for isi, rupa in ((b"lain", "bukan PDF"), (b"", "kosong"), (files.baca(str(d.sha256))[:3000], "terpotong")):
        berkas.write_bytes(isi)
        asing = jalan(args=["dokumen", "periksa", str(berkas)])
        assert (asing.exit_code, "tidak sama dengan dokumen" in asing.output) == (1, True)
        assert f"TIDAK COCOK: berkas {'PDF ' if rupa == 'terpotong' else ''}ini {rupa}" in asing.output
    for lain, sebab in ((tmp_path / "tidak-ada.pdf", "foldernya tidak ada."), (tmp_path, "adalah folder,")):
        tiada = jalan(args=["dokumen", "periksa", str(lain)])
        assert (tiada.exit_code, sebab in tiada.output) == (2, True), tiada.output
