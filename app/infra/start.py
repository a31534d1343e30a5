"""How is the plumbing started from settings? Clock, keys, files, database: what web, commands and worker share."""

from collections.abc import Mapping
from pathlib import Path

from flask import Flask

from app.infra import catatan, clock, crypto, files, panjang, teks_bebas
from app.infra.db import Dasar, db, pasang_mesin


def nyalakan(app: Flask, setelan: Mapping[str, object]) -> None:
    """Give the application its settings and everything below the domain."""
    app.config.from_mapping(setelan)
    catatan.pasang()
    clock.atur(app.config.get("SAHIH_JAM"))
    crypto.siapkan(app.config["SAHIH_KUNCI_DATA"])
    files.siapkan(Path(app.config["SAHIH_FOLDER_BERKAS"]))
    db.init_app(app)
    panjang.pasang(db.session)
    teks_bebas.pasang(Dasar.registry)
    with app.app_context():
        pasang_mesin(db.engine)
