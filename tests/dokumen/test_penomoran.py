"""Do the three ways of numbering give every paper the number that the unit means?"""

import re
import threading
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask
from klien import Klien
from pabrik import gambar, pengguna

from app.domain.akses.pelaku import Pelaku
from app.domain.akses.peran import Peran
from app.domain.aturan.models import Aturan, AturanVersi
from app.domain.dokumen import keaslian, penomoran
from app.domain.dokumen.models import Dokumen
from app.domain.dokumen.pemindaian import unggah_pindaian
from app.domain.dokumen.status import JenisDokumen as J
from app.domain.usulan.models import Paket
from app.infra import audit, clock
from app.infra.db import db
from app.infra.galat import GalatIsian

DESA = "33.28.10.2004"
Terbit = Callable[..., Dokumen]
Kerjakan = Callable[[], None]


def _mode(jenis: J, mode: str) -> None:
    db.session.add(
        Aturan(kunci="nomor", kode=jenis, wilayah_kode=DESA, mulai=clock.hari_ini(), urut=0, isi={"mode": mode})
    )
    db.session.execute(sa.update(AturanVersi).values(nomor=AturanVersi.nomor + 1))
    db.session.commit()


def test_nomor_buku_agenda_diketik_dahulu_dan_dipakai_satu_kali(terbit: Terbit, operator: Pelaku) -> None:
    _mode(J.SPTJM, "buku_agenda")
    assert penomoran.tulis_agenda({J.SPTJM: " 460/12/2026 "}, oleh=operator) == []
    (baris,) = penomoran.agenda(DESA, clock.hari_ini(), untuk=operator)
    assert (baris.jenis, baris.nomor, baris.terakhir) == (J.SPTJM, "460/12/2026", "")
    assert terbit(J.SPTJM).nomor == "460/12/2026"
    with pytest.raises(GalatIsian, match="buku agenda"):
        terbit(J.SPTJM)
    (baris,) = penomoran.agenda(DESA, clock.hari_ini(), untuk=operator)
    assert (baris.nomor, baris.terakhir) == ("", "460/12/2026")


def test_nomor_kembar_diperingatkan_tetapi_tidak_ditolak(klien: Klien, terbit: Terbit, operator: Pelaku) -> None:
    _mode(J.SPTJM, "buku_agenda")
    penomoran.tulis_agenda({J.SPTJM: "460/12"}, oleh=operator)
    terbit(J.SPTJM)
    p = pengguna(Peran.OPERATOR_DESA, DESA)
    db.session.commit()
    klien.masuk(p)
    assert "Nomor terakhir: 460/12" in klien.get("/dokumen/agenda").text
    jawaban = klien.post("/dokumen/agenda", {"nomor_sptjm": "460/12"})
    assert jawaban.status_code == 303
    teks = klien.get("/dokumen/agenda").text
    assert "Nomor 460/12 sudah dipakai Surat pernyataan tanggung jawab mutlak" in teks
    assert re.search(r'name="nomor_sptjm"[^>]*value="460/12"', teks)
    assert klien.post("/dokumen/agenda", {"nomor_sptjm": "9" * 81}).status_code == 422


def test_satu_nomor_agenda_tidak_dipakai_dua_kali_bersamaan(app: Flask, operator: Pelaku) -> None:
    _mode(J.SPTJM, "buku_agenda")
    penomoran.tulis_agenda({J.SPTJM: "460/12"}, oleh=operator)
    db.session.commit()
    hasil: list[str] = []
    pagar = threading.Barrier(2)

    def ambil() -> None:
        with app.app_context():
            pagar.wait()
            try:
                hasil.append(penomoran.nomor_baru(J.SPTJM, DESA, clock.hari_ini()).teks)
                db.session.commit()
            except GalatIsian:
                db.session.rollback()
                hasil.append("ditolak")
            db.session.remove()

    utas = [threading.Thread(target=ambil) for _ in range(2)]
    for u in utas:
        u.start()
    for u in utas:
        u.join()
    assert sorted(hasil) == ["460/12", "ditolak"]


def test_nomor_menyusul_dicatat_bersama_pindaian_dan_tampil_di_halaman_periksa(
    terbit: Terbit, operator: Pelaku, kerjakan: Kerjakan
) -> None:
    _mode(J.SURAT_PENGANTAR, "menyusul")
    d = terbit(J.SURAT_PENGANTAR)
    kerjakan()
    assert (d.nomor, penomoran.menyusul(d)) == ("", True)
    tanda = [t.id for t in d.tanda_tangan]
    with pytest.raises(GalatIsian, match="seperti yang ditulis tangan"):
        unggah_pindaian([d], [gambar()], penanda=tanda, oleh=operator)
    db.session.rollback()
    unggah_pindaian([d], [gambar()], penanda=tanda, oleh=operator, nomor={d.id: " 400.9/77/2026 "})
    db.session.commit()
    ada = keaslian.periksa(d.kode)
    assert ada is not None
    assert ada.nomor == "400.9/77/2026"
    assert not penomoran.menyusul(d)
    jejak = db.session.scalars(sa.select(audit.Audit).order_by(audit.Audit.id.desc())).first()
    assert jejak is not None
    assert jejak.aksi == "dokumen.unggah_pindaian"


def test_halaman_unggah_menanyakan_nomor_yang_menyusul(
    klien: Klien, terbit: Terbit, paket: Paket, kerjakan: Kerjakan
) -> None:
    _mode(J.SURAT_PENGANTAR, "menyusul")
    d = terbit(J.SURAT_PENGANTAR)
    kerjakan()
    p = pengguna(Peran.OPERATOR_DESA, DESA)
    db.session.commit()
    klien.masuk(p)
    assert f'name="nomor_{d.id}"' in klien.get(f"/dokumen/unggah?paket={paket.id}").text
