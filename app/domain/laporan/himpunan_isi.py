"""What belongs into the package of a packet's papers, and under which names? A list frozen before anything is made."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa

from app.domain.bundel.models import Bundel
from app.domain.bundel.status import KERTAS_BERSAMA
from app.domain.dokumen.models import Dokumen, DokumenPaket, Pindaian
from app.domain.dokumen.queries import nama_berkas
from app.domain.dokumen.status import TIDAK_BERLAKU, JenisDokumen
from app.domain.rapat.models import FotoRapat
from app.domain.usulan.models import Paket
from app.domain.wilayah.kode import kecamatan
from app.domain.wilayah.models import Wilayah
from app.infra import audit_sampai
from app.infra.db import db

J = JenisDokumen
# What comes first when somebody reads it as one file; kinds not named follow as they were issued.
URUTAN = (
    J.SURAT_PENGESAHAN, J.BA_VERVAL, J.BA_TELAAH, J.SURAT_PENGANTAR, J.BA_MUSYAWARAH, J.NOTULEN, J.DAFTAR_HADIR,
    J.SPTJM, J.PERNYATAAN_NIHIL, J.LAMPIRAN, J.LEMBAR_PERUBAHAN,
)  # fmt: skip
# A resident's receipt is the resident's.
KECUALI = (J.TANDA_TERIMA,)
Saring = Callable[[Any], Any]
LABEL_FOTO = {"FOTO_MUSDES": "Foto musyawarah", "PUBLIKASI": "Foto pengumuman hasil"}


# Papers over several packets lie, in a package of several, in a folder of their own, once.
FOLDER_BERSAMA, JUDUL_BERSAMA = "bersama", "Naskah beberapa paket"


def susun(paket_ids: list[int], terbaca: sa.ColumnElement[bool]) -> dict[str, Any]:
    """The frozen list: per packet its papers in force, their scans, the index of its photos, how far its history goes;
    as plain JSON. Papers over several of the packets stand in an entry of their own, the first.

    `terbaca`: which papers the asking person may read. No name of a resident and no number enters it.
    """
    tanya = (
        sa.select(Paket.id, Paket.nomor, Paket.periode, Paket.rapat_id, Wilayah)
        .join(Wilayah, Wilayah.kode == Paket.wilayah_kode)
        .where(Paket.id.in_(paket_ids))
        .order_by(Paket.wilayah_kode, Paket.periode, Paket.id)
    )
    semua = db.session.execute(tanya).all()
    naskah = _naskah_paket(paket_ids, terbaca)
    bersama = list({r.id: r for satu in naskah.values() for r in satu if r.jenis in KERTAS_BERSAMA}.values())
    if len(semua) == 1:
        return {"paket": [_paket(p, naskah.get(p.id, []), bersama) for p in semua]}
    depan = [_bersama(bersama, semua[0].periode)] if bersama else []
    sendiri = {n: [r for r in satu if r.jenis not in KERTAS_BERSAMA] for n, satu in naskah.items()}
    return {"paket": depan + [_paket(p, sendiri.get(p.id, []), []) for p in semua]}


def _naskah_paket(paket_ids: list[int], terbaca: sa.ColumnElement[bool]) -> dict[int, list[Any]]:
    """Papers in force by packet, in the order of reading."""
    d = Dokumen
    tanya = (
        sa.select(DokumenPaket.paket_id, d.id, d.jenis, d.judul, d.nomor, d.kode, d.unit_nama, d.sha256, d.ukuran)
        .join(DokumenPaket, DokumenPaket.dokumen_id == d.id)
        .where(DokumenPaket.paket_id.in_(paket_ids), terbaca)
        .where(d.status.not_in(TIDAK_BERLAKU), d.jenis.not_in(KECUALI))
    )
    hasil: dict[int, list[Any]] = {}
    for r in sorted(db.session.execute(tanya).all(), key=lambda r: (_tempat(r.jenis), r.id)):
        hasil.setdefault(r.paket_id, []).append(r)
    return hasil


def _paket(p: Any, naskah: list[Any], bersama: list[Any]) -> dict[str, Any]:
    folder = p.nomor.replace("/", "-")
    return {
        "id": p.id,
        "nomor": p.nomor,
        "desa": p.Wilayah.sebutan,
        "kelompok": f"kecamatan-{kecamatan(p.Wilayah.kode)}",
        "periode": p.periode,
        "folder": folder,
        **_berkas(folder, naskah),
        "rantai": _rantai([f"paket:{p.id}", *_rantai_bundel(bersama)]),
        "foto": _foto(p.rapat_id),
    }


def _bersama(naskah: list[Any], periode: str) -> dict[str, Any]:
    naskah = sorted(naskah, key=lambda r: (_tempat(r.jenis), r.id))
    return {
        "id": 0,
        "nomor": "",
        "desa": JUDUL_BERSAMA,
        "kelompok": FOLDER_BERSAMA,
        "periode": periode,
        "folder": FOLDER_BERSAMA,
        **_berkas(FOLDER_BERSAMA, naskah),
        "rantai": _rantai(_rantai_bundel(naskah)),
        "foto": [],
    }


def _berkas(folder: str, naskah: list[Any]) -> dict[str, Any]:
    berkas: list[dict[str, Any]] = []
    for n, r in enumerate((r for r in naskah if r.sha256), 1):
        berkas += _naskah(f"{folder}/{n:02d}_{nama_berkas(r.judul, r.unit_nama, r.kode)}", r)
    return {"berkas": berkas, "belum": [{"judul": r.judul, "kode": r.kode} for r in naskah if not r.sha256]}


def _rantai_bundel(naskah: list[Any]) -> list[str]:
    b = Bundel
    ids = db.session.scalars(sa.select(b.id).where(b.dokumen_id.in_([r.id for r in naskah])).order_by(b.id))
    return [f"bundel:{i}" for i in ids]


def _rantai(nama: list[str]) -> list[audit_sampai.Titik]:
    """How far each history goes at this moment, those included that it branched off from."""
    return [titik for satu in nama for titik in audit_sampai.silsilah(satu) if titik[1]]


def _tempat(jenis: JenisDokumen) -> int:
    return URUTAN.index(jenis) if jenis in URUTAN else len(URUTAN)


def _naskah(nama: str, r: Any) -> list[dict[str, Any]]:
    """The paper and its scans that were not refused, side by side."""
    sebut = {"judul": r.judul, "nomor": r.nomor, "kode": r.kode, "jenis": r.jenis.value}
    hasil = [{"nama": nama, "sha256": r.sha256, "ukuran": r.ukuran or 0, "apa": "naskah", **sebut}]
    tanya = sa.select(Pindaian.sha256, Pindaian.ukuran).where(Pindaian.dokumen_id == r.id, Pindaian.ditolak.is_(None))
    for n, s in enumerate(db.session.execute(tanya.order_by(Pindaian.id)).all(), 1):
        pindai = f"{nama.removesuffix('.pdf')}_pindaian-{n}.pdf"
        hasil.append({"nama": pindai, "sha256": s.sha256, "ukuran": s.ukuran, "apa": "pindaian", **sebut})
    return hasil


def _foto(rapat_id: int | None) -> list[dict[str, Any]]:
    f = FotoRapat
    tanya = sa.select(f.id, f.jenis, f.sha256, f.ukuran, f.waktu_foto, f.diunggah).where(f.rapat_id == rapat_id)
    return [
        {
            "jenis": LABEL_FOTO.get(r.jenis, r.jenis),
            "sha256": r.sha256,
            "ukuran": r.ukuran,
            "waktu": r.waktu_foto.isoformat(timespec="seconds") if r.waktu_foto else "",
            "diunggah": r.diunggah.isoformat(timespec="seconds"),
        }
        for r in db.session.execute(tanya.order_by(f.id)).all()
    ]
