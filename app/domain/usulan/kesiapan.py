"""Which packets are ready for the next paper, and what does each still lack? Asked of many at once, in few statements.

The guards of the packet's steps ask the same functions, so a list of ready packets and a refusal can not disagree.
"""

from collections import defaultdict
from collections.abc import Collection
from functools import cache
from typing import Any, NamedTuple

import sqlalchemy as sa

from app.domain.akses.models import KeputusanTercatat
from app.domain.aturan.berlaku import Isi, berlaku
from app.domain.dokumen import syarat as dokumen
from app.domain.dokumen.models import DokumenPaket
from app.domain.registri.models import Warga
from app.domain.usulan.kunjungan import belum_dikunjungi, undian_terkecil
from app.domain.usulan.models import Paket, Perubahan, Tanda, Telaah, Usulan
from app.domain.usulan.penduduk import MENGAKHIRI, TIADA
from app.domain.usulan.status import StatusUsulan
from app.domain.verifikasi.models import PembebasanPadanan
from app.infra.db import db, konstan

Kekurangan = dict[int, list[str]]


class AngkaVerval(NamedTuple):
    """What the guard of the approval counts in one packet."""

    belum: int
    layak: int
    tanpa_padanan: int
    tiada: int
    bebas: int
    perubahan: int
    keberatan: bool
    undian: int | None


# In a packet at Dinas Sosial: what the village agreed, or what stands on a list of the regency.
BELUM_DINILAI = (StatusUsulan.DISEPAKATI, StatusUsulan.SIAP)
_LAYAK = konstan(StatusUsulan.LAYAK)
KEBERATAN = "Keberatan pejabat atas keputusan yang dicatat belum dijawab."


def butir_telaah(wilayah: str, dasar: str) -> dict[str, Isi]:
    """The lines of the check list that are asked of a packet resting on `dasar`, in order."""
    return {k: isi for k, isi in berlaku("butir_telaah", wilayah).items() if dasar in isi.get("dasar", [dasar])}


def telaah(paket_id: Collection[int]) -> Kekurangan:
    """What keeps each packet from being forwarded by the kecamatan; [] for a ready one.

    Two statements, a third where scans wait.
    """
    nilai = {"paket": list(paket_id)}
    paket = db.session.execute(_tanya_telaah(), nilai).all()
    jawaban: dict[int, dict[str, str]] = defaultdict(dict)
    for pid, butir, hasil in db.session.execute(_tanya_jawaban(), nilai):
        jawaban[pid][butir] = hasil
    menunggu = [p.id for p in paket if p.pindaian]
    pindaian = dokumen.belum_dikonfirmasi_banyak(menunggu) if menunggu else {}
    return {
        p.id: [
            *_periksa_butir(butir_telaah(p.wilayah_kode, p.dasar), jawaban[p.id]),
            *pindaian.get(p.id, []),
            *(["Masih ada catatan pengembalian yang belum dijawab."] if p.tanda else []),
            *_permintaan(p.perubahan),
            *([KEBERATAN] if p.keberatan else []),
        ]
        for p in paket
    }


# Every packet's page asks these, so they are built once.
_PAKET = Paket.id.in_(sa.bindparam("paket", expanding=True))


@cache
def _tanya_telaah() -> Any:
    return sa.select(
        Paket.id,
        Paket.wilayah_kode,
        Paket.dasar,
        _hitung(Tanda, Tanda.paket_id, Tanda.jawaban.is_(None)).label("tanda"),
        _hitung(Perubahan, Perubahan.paket_id, Perubahan.hasil.is_(None)).label("perubahan"),
        keberatan().label("keberatan"),
        sa.exists().where(DokumenPaket.paket_id == Paket.id, *dokumen.MENUNGGU_KONFIRMASI).label("pindaian"),
    ).where(_PAKET)


@cache
def _tanya_jawaban() -> Any:
    return (
        sa.select(Telaah.paket_id, Telaah.butir, Telaah.hasil)
        .join(Paket, sa.and_(Paket.id == Telaah.paket_id, Paket.versi == Telaah.versi))
        .where(_PAKET)
    )


def keberatan() -> sa.Exists:
    """Whether an official's objection on the packet waits for an answer."""
    k = KeputusanTercatat
    return tercatat().where(k.keberatan_pada.is_not(None), k.dijawab.is_(None))


def tercatat() -> sa.Exists:
    """Whether a decision on the packet was recorded for its official."""
    nama = konstan("paket:") + sa.cast(Paket.id, sa.String)
    return sa.exists().where(KeputusanTercatat.objek == nama).correlate(Paket)


def _hitung(apa: Any, kolom: Any, *syarat: Any) -> sa.ScalarSelect[int]:
    tanya = sa.select(sa.func.count()).select_from(apa).where(kolom == Paket.id, *syarat)
    return tanya.correlate(Paket).scalar_subquery()


def _periksa_butir(butir: dict[str, Isi], jawaban: dict[str, str]) -> list[str]:
    """Every line asked must be answered; a mandatory one must not be answered “tidak”."""
    belum = [k for k in butir if k not in jawaban]
    hasil = [f"{len(belum)} butir daftar periksa belum diisi."] if belum else []
    return hasil + [
        f"Butir “{isi['label']}” dijawab “tidak”; kembalikan paket ini ke desa/kelurahan."
        for k, isi in butir.items()
        if isi.get("wajib") and jawaban.get(k) == "tidak"
    ]


def _permintaan(jumlah: int) -> list[str]:
    return [f"{jumlah} permintaan perubahan belum dijawab."] if jumlah else []


def angka_verval() -> sa.Select[*tuple[Any, ...]]:
    """Packets with their region and the counts of `AngkaVerval`, in its order."""
    u = Usulan
    kolom: dict[str, sa.ColumnElement[Any]] = {
        "belum": _hitung(u, u.paket_id, u.status.in_([konstan(s) for s in BELUM_DINILAI])),
        "layak": _hitung(u, u.paket_id, u.status == _LAYAK),
        "tanpa_padanan": _hitung(u, u.paket_id, u.status == _LAYAK, u.padanan == konstan("belum")),
        "tiada": _tiada(),
        "bebas": _hitung(PembebasanPadanan, PembebasanPadanan.paket_id),
        "perubahan": _hitung(Perubahan, Perubahan.paket_id, Perubahan.hasil.is_(None)),
        "keberatan": keberatan(),
        "undian": undian_terkecil(),
    }
    angka = (kolom[nama].label(nama) for nama in AngkaVerval._fields)
    return sa.select(Paket.id, Paket.wilayah_kode.label("wilayah"), *angka)


def _tiada() -> sa.ScalarSelect[int]:
    """How many names are judged layak whose person the registry says is dead or gone; removals aside."""
    u, w = Usulan, Warga
    tanya = sa.select(sa.func.count()).select_from(u).join(w, w.id == u.warga_id)
    tanya = tanya.where(u.paket_id == Paket.id, u.status == _LAYAK, w.status_dasar.in_([konstan(s) for s in TIADA]))
    return tanya.where(u.jenis.not_in([konstan(j) for j in MENGAKHIRI])).correlate(Paket).scalar_subquery()


@cache
def _tanya_verval() -> Any:
    return angka_verval().where(_PAKET)


def verval(paket_id: Collection[int]) -> Kekurangan:
    """What keeps each packet from being approved by Dinas Sosial; [] for a ready one. One statement."""
    semua = db.session.execute(_tanya_verval(), {"paket": list(paket_id)})
    return {pid: kurang_verval(AngkaVerval(*angka), wilayah) for pid, wilayah, *angka in semua}


def kurang_verval(p: AngkaVerval, wilayah: str) -> list[str]:
    """The sentences that the counts of one packet give."""
    hasil = [f"{p.belum} usulan belum dinilai."] if p.belum else []
    if not p.layak and not p.belum:
        hasil.append("Tidak ada usulan yang layak; paket dapat ditutup.")
    if p.tanpa_padanan and not p.bebas:
        hasil.append(
            f"Hasil pemadanan belum ada untuk {p.tanpa_padanan} usulan "
            "(isi hasilnya, atau bebaskan paket dengan alasan)."
        )
    if p.tiada:
        hasil.append(
            f"{p.tiada} usulan dinilai layak padahal warganya tercatat meninggal atau pindah: nilai tidak layak, atau "
            "tunggu gugurnya dari desa/kelurahan."
        )
    hasil += belum_dikunjungi(p.undian, wilayah)
    return hasil + _permintaan(p.perubahan) + ([KEBERATAN] if p.keberatan else [])


@cache
def _tanya_pengesahan() -> Any:
    layak = _hitung(Usulan, Usulan.paket_id, Usulan.status == _LAYAK)
    minta = _hitung(Perubahan, Perubahan.paket_id, Perubahan.hasil.is_(None))
    return sa.select(Paket.id, layak.label("layak"), keberatan().label("keberatan"), minta.label("perubahan")).where(
        _PAKET
    )


def pengesahan(paket_id: Collection[int]) -> Kekurangan:
    """What keeps each packet from being signed off; [] for a ready one. One statement."""
    semua = db.session.execute(_tanya_pengesahan(), {"paket": list(paket_id)})
    return {
        p.id: [
            *([] if p.layak else ["Tidak ada usulan layak yang dapat disahkan."]),
            *([KEBERATAN] if p.keberatan else []),
            *_permintaan(p.perubahan),
        ]
        for p in semua
    }


def semua_siap_verval(tanya: sa.Select[Any], batas: int) -> list[int]:
    """Ids of the packets of a query (of `Paket`, already filtered by territory) that lack nothing for the BA verval."""
    t = angka_verval().where(Paket.id.in_(tanya)).subquery()
    siap = (
        sa.select(t.c.id, t.c.undian, t.c.wilayah)
        .where(t.c.belum == 0, t.c.layak > 0, t.c.tiada == 0, t.c.perubahan == 0, sa.not_(t.c.keberatan))
        .where(sa.or_(t.c.tanpa_padanan == 0, t.c.bebas > 0))
    )
    semua = db.session.execute(siap.order_by(t.c.id).limit(batas))
    return [p.id for p in semua if not belum_dikunjungi(p.undian, p.wilayah)]


def semua_siap_pengesahan(tanya: sa.Select[Any], batas: int) -> list[int]:
    """The same for the surat pengesahan."""
    minta = sa.exists().where(Perubahan.paket_id == Paket.id, Perubahan.hasil.is_(None))
    layak = sa.exists().where(Usulan.paket_id == Paket.id, Usulan.status == _LAYAK)
    siap = sa.select(Paket.id).where(Paket.id.in_(tanya), layak, sa.not_(minta), sa.not_(keberatan()))
    return list(db.session.scalars(siap.order_by(Paket.id).limit(batas)))
