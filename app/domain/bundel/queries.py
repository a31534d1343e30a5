"""What can be seen of bundels, and by whom? What is ready to be put into one, what waits, what was decided."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload

from app.domain.akses import keputusan, policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.langkah import Langkah
from app.domain.akses.models import Pengguna
from app.domain.akses.pelaku import Pelaku
from app.domain.akses.peran import PEJABAT_PENCATAT, Peran, Tingkat
from app.domain.bundel.alur import ALUR_BUNDEL
from app.domain.bundel.models import Bundel, BundelPaket
from app.domain.bundel.operations import BATAS_PAKET
from app.domain.bundel.status import LABEL_STATUS, RAGAM, RONA_STATUS, JenisBundel, StatusBundel
from app.domain.bundel.syarat import KESIAPAN
from app.domain.dokumen.models import Dokumen, DokumenPaket, TandaTangan
from app.domain.usulan import kesiapan
from app.domain.usulan.models import Paket
from app.domain.usulan.queries import audiens, jumlah_usulan
from app.domain.usulan.status import RONA_PAKET, Sifat, StatusPaket, StatusUsulan, label_paket
from app.domain.wilayah.kode import dalam_wilayah, meliputi
from app.domain.wilayah.models import Wilayah
from app.infra import clock
from app.infra.db import db
from app.infra.galat import TidakAda

HALAMAN = 25
Batas = tuple[str, int]

_kec = aliased(Wilayah)


@dataclass(frozen=True, slots=True)
class BarisSiap:
    """One packet in the queue for a paper: what it lacks, or nothing."""

    id: int
    nomor: str
    desa: str
    kecamatan: str
    periode: str
    sejak: dt.datetime
    hari: int
    jumlah: int
    terlambat: bool
    bundel_id: int | None
    kurang: list[str]
    segera: bool

    @property
    def siap(self) -> bool:
        """Whether it can be ticked."""
        return not self.kurang and self.bundel_id is None


def siap(
    jenis: JenisBundel, *, untuk: Pelaku, wilayah: str = "", sesudah: Batas | None = None
) -> tuple[list[BarisSiap], Batas | None]:
    """Packets in the state that a kind of paper takes, longest waiting first, each with what it still lacks.

    At most four statements a page; keyset on (since when, id).
    """
    tanya = (
        sa.select(
            Paket.id, Paket.nomor, Wilayah.sebutan.label("desa"), _kec.nama.label("kecamatan"), Paket.periode,
            Paket.sejak, Paket.terlambat, Paket.bundel_id, Paket.sifat, jumlah_usulan().label("jumlah"),
        )
        .join(Wilayah, Wilayah.kode == Paket.wilayah_kode)
        .join(_kec, _kec.kode == Wilayah.induk)
        .where(*_antre(jenis, untuk, wilayah))
    )  # fmt: skip
    if sesudah:
        saat = dt.datetime.fromisoformat(sesudah[0])
        tanya = tanya.where(sa.or_(Paket.sejak > saat, sa.and_(Paket.sejak == saat, Paket.id > sesudah[1])))
    ada = db.session.execute(tanya.order_by(Paket.sejak, Paket.id).limit(HALAMAN + 1)).all()
    kurang = KESIAPAN[jenis]([r.id for r in ada[:HALAMAN]])
    kini = clock.sekarang()
    hasil = [
        BarisSiap(
            r.id, r.nomor, r.desa, r.kecamatan, r.periode, r.sejak, max((kini - r.sejak).days, 0), r.jumlah,
            r.terlambat, r.bundel_id, kurang[r.id], r.sifat is Sifat.SEGERA,
        )
        for r in ada[:HALAMAN]
    ]  # fmt: skip
    return hasil, ((hasil[-1].sejak.isoformat(), hasil[-1].id) if len(ada) > HALAMAN else None)


def _antre(jenis: JenisBundel, untuk: Pelaku, wilayah: str) -> list[sa.ColumnElement[bool]]:
    syarat = [policy.terlihat(Aksi.PAKET_LIHAT, Paket.wilayah_kode, untuk), Paket.status == RAGAM[jenis].asal]
    if jenis is JenisBundel.TELAAH and untuk.tingkat is not Tingkat.KECAMATAN:
        syarat.append(Paket.diketik == Peran.OPERATOR_KECAMATAN)  # the only ones for which Dinas Sosial steps in
    if wilayah and meliputi(untuk.wilayah, wilayah):
        syarat.append(dalam_wilayah(Paket.wilayah_kode, wilayah))
    return syarat


_SEMUA: dict[JenisBundel, Callable[[sa.Select[Any], int], list[int]]] = {
    JenisBundel.VERVAL: kesiapan.semua_siap_verval,
    JenisBundel.PENGESAHAN: kesiapan.semua_siap_pengesahan,
}


def semua_siap(jenis: JenisBundel, *, untuk: Pelaku, wilayah: str = "") -> list[int]:
    """Ids of every ready packet on all pages of the queue, for the regency's papers; one statement."""
    tanya = sa.select(Paket.id).where(*_antre(jenis, untuk, wilayah), Paket.bundel_id.is_(None))
    return _SEMUA[jenis](tanya, BATAS_PAKET) if jenis in _SEMUA else []


@dataclass(frozen=True, slots=True)
class BarisBundel:
    """One line of the list of bundels."""

    id: int
    jenis: JenisBundel
    wilayah: str
    periode: str
    status: StatusBundel
    nomor: str
    jumlah: int
    dibuat: dt.datetime
    diputus: dt.datetime | None
    penyusun: str
    dicatat: bool = False  # the reader records the signer's decision instead of taking it

    @property
    def label(self) -> str:
        """The kind in words."""
        return RAGAM[self.jenis].label

    @property
    def status_label(self) -> str:
        """Where it stands."""
        return LABEL_STATUS[self.status]

    @property
    def rona(self) -> str:
        """The colour that goes with it."""
        return RONA_STATUS[self.status]


def _kolom_bundel() -> sa.Select[Any]:
    jumlah = sa.select(sa.func.count()).select_from(BundelPaket).where(BundelPaket.bundel_id == Bundel.id)
    tanya: sa.Select[Any] = (
        sa.select(
            Bundel.id, Bundel.jenis, Wilayah.sebutan.label("wilayah"), Bundel.periode, Bundel.status,
            sa.func.coalesce(Dokumen.nomor, "").label("nomor"),
            jumlah.correlate(Bundel).scalar_subquery().label("jumlah"),
            Bundel.dibuat, Bundel.diputus, Pengguna.nama.label("penyusun"),
        )
        .join(Wilayah, Wilayah.kode == Bundel.wilayah_kode)
        .join(Pengguna, Pengguna.id == Bundel.disusun_oleh)
        .outerjoin(Dokumen, Dokumen.id == Bundel.dokumen_id)
    )  # fmt: skip
    return tanya


def daftar(
    *, untuk: Pelaku, jenis: JenisBundel | None = None, sebelum_id: int | None = None
) -> tuple[list[BarisBundel], int | None]:
    """Bundels in sight (of one kind), newest first; the second value is where the next page starts (keyset)."""
    tanya = _kolom_bundel().where(policy.terlihat(Aksi.BUNDEL_LIHAT, Bundel.wilayah_kode, untuk))
    if jenis:
        tanya = tanya.where(Bundel.jenis == jenis)
    if sebelum_id:
        tanya = tanya.where(Bundel.id < sebelum_id)
    ada = db.session.execute(tanya.order_by(Bundel.id.desc()).limit(HALAMAN + 1)).all()
    hasil = [BarisBundel(*r) for r in ada[:HALAMAN]]
    return hasil, (hasil[-1].id if len(ada) > HALAMAN else None)


def _memutus(untuk: Pelaku, aksi: Aksi) -> bool:
    """Whether the decision is the person's own, or theirs to record because the official does not sign in."""
    if not policy.mencatat(untuk, aksi):
        return policy.mungkin(untuk, aksi)
    return not keputusan.pejabat_masuk(PEJABAT_PENCATAT[untuk.peran], untuk.wilayah)


def menunggu(*, untuk: Pelaku) -> list[BarisBundel]:
    """Issued bundels that wait for this person to decide or to record, oldest first: camat, Dinsos head, regent."""
    bisa = [j for j in JenisBundel if _memutus(untuk, RAGAM[j].putuskan)]
    if not bisa:
        return []
    tanya = _tanya_menunggu(untuk.peran, tuple(bisa))
    nilai = {**policy.nilai_siapa(untuk), "siapa": untuk.pengguna_id}
    dicatat = {j: policy.mencatat(untuk, RAGAM[j].putuskan) for j in bisa}
    return [replace(BarisBundel(*r), dicatat=dicatat[r.jenis]) for r in db.session.execute(tanya, nilai)]


@cache
def _tanya_menunggu(peran: Peran, bisa: tuple[JenisBundel, ...]) -> Any:
    siapa = policy.siapa_pun(peran)
    return (
        _kolom_bundel()
        .where(policy.terlihat(Aksi.BUNDEL_LIHAT, Bundel.wilayah_kode, siapa), Bundel.wilayah_kode == siapa.wilayah)
        .where(Bundel.status == StatusBundel.TERBIT, Bundel.jenis.in_(bisa))
        .where(Bundel.disusun_oleh != sa.bindparam("siapa"))
        .order_by(Bundel.id)
        .limit(HALAMAN)
    )


def satu(bundel_id: int, *, untuk: Pelaku) -> Bundel:
    """A bundel in sight with its composer. Raises TidakAda."""
    bundel = db.session.scalar(
        sa.select(Bundel)
        .where(policy.terlihat(Aksi.BUNDEL_LIHAT, Bundel.wilayah_kode, untuk), Bundel.id == bundel_id)
        .options(joinedload(Bundel.penyusun))
    )
    if bundel is None:
        raise TidakAda
    return bundel


def kertas_gerbang(bundel_id: int, *, untuk: Pelaku) -> list[int]:
    """The papers that this bundel's decision waits for: its own, and those of its packets with a signer at this gate.

    Raises TidakAda.
    """
    bundel = satu(bundel_id, untuk=untuk)
    paket = sa.select(BundelPaket.paket_id).where(BundelPaket.bundel_id == bundel_id)
    tanya = (
        sa.select(DokumenPaket.dokumen_id)
        .join(TandaTangan, TandaTangan.dokumen_id == DokumenPaket.dokumen_id)
        .where(DokumenPaket.paket_id.in_(paket), TandaTangan.gerbang == bundel.ragam.gerbang)
        .where(TandaTangan.cara.is_(None), TandaTangan.wajib)
        .distinct()
    )
    sendiri = {bundel.dokumen_id} if bundel.dokumen_id else set()
    return sorted({*db.session.scalars(tanya), *sendiri})


def kekurangan(bundel: Bundel, *, untuk: Pelaku) -> list[str]:
    """What an issued bundel in sight still waits for before it can be decided, in whole sentences."""
    if bundel.status is not StatusBundel.TERBIT or not meliputi(untuk.wilayah, bundel.wilayah_kode):
        return []
    baris = ALUR_BUNDEL.wajib(bundel, bundel.ragam.putuskan)
    langkah = Langkah(untuk, bundel.ragam.putuskan, baris)
    return [kalimat for syarat in baris.syarat for kalimat in syarat(bundel, langkah)]


@dataclass(frozen=True, slots=True)
class BarisIsi:
    """One packet on a bundel's list, as it stands now."""

    label: str
    rona: str
    id: int
    nomor: str
    desa: str
    kecamatan: str
    periode: str
    versi: int
    status: StatusPaket
    jumlah: int
    layak: int
    tidak_layak: int


def isi(bundel_id: int, *, untuk: Pelaku) -> list[BarisIsi]:
    """The packets of a bundel in sight, in order of kecamatan, village, number; one statement."""
    tanya: sa.Select[*tuple[Any, ...]] = (
        sa.select(
            Paket.id, Paket.nomor, Wilayah.sebutan.label("desa"), _kec.nama.label("kecamatan"), Paket.periode,
            BundelPaket.versi, Paket.status, jumlah_usulan(), jumlah_usulan(StatusUsulan.LAYAK),
            jumlah_usulan(StatusUsulan.TIDAK_LAYAK),
        )
        .join(BundelPaket, BundelPaket.paket_id == Paket.id)
        .join(Bundel, Bundel.id == BundelPaket.bundel_id)
        .join(Wilayah, Wilayah.kode == Paket.wilayah_kode)
        .join(_kec, _kec.kode == Wilayah.induk)
        .where(policy.terlihat(Aksi.BUNDEL_LIHAT, Bundel.wilayah_kode, untuk), Bundel.id == bundel_id)
        .order_by(_kec.nama, Wilayah.nama, Paket.nomor)
    )  # fmt: skip
    siapa = audiens(untuk)
    return [BarisIsi(label_paket(r.status, siapa), RONA_PAKET[r.status], *r) for r in db.session.execute(tanya)]


@dataclass(frozen=True, slots=True)
class BarisVerval:
    """One packet at Dinas Sosial: how far its judging is."""

    hari: int
    id: int
    nomor: str
    desa: str
    kecamatan: str
    periode: str
    sejak: dt.datetime
    bundel_id: int | None
    belum: int
    layak: int
    tidak_layak: int


def paket_verval(
    *, untuk: Pelaku, wilayah: str = "", sesudah: Batas | None = None
) -> tuple[list[BarisVerval], Batas | None]:
    """Packets at Dinas Sosial with their counts, longest waiting first; one statement, keyset on (since, id)."""
    tanya: sa.Select[*tuple[Any, ...]] = (
        sa.select(
            Paket.id, Paket.nomor, Wilayah.sebutan.label("desa"), _kec.nama.label("kecamatan"), Paket.periode,
            Paket.sejak, Paket.bundel_id, jumlah_usulan(*kesiapan.BELUM_DINILAI), jumlah_usulan(StatusUsulan.LAYAK),
            jumlah_usulan(StatusUsulan.TIDAK_LAYAK),
        )
        .join(Wilayah, Wilayah.kode == Paket.wilayah_kode)
        .join(_kec, _kec.kode == Wilayah.induk)
        .where(*_antre(JenisBundel.VERVAL, untuk, wilayah))
    )  # fmt: skip
    if sesudah:
        saat = dt.datetime.fromisoformat(sesudah[0])
        tanya = tanya.where(sa.or_(Paket.sejak > saat, sa.and_(Paket.sejak == saat, Paket.id > sesudah[1])))
    ada = db.session.execute(tanya.order_by(Paket.sejak, Paket.id).limit(HALAMAN + 1)).all()
    kini = clock.sekarang()
    hasil = [BarisVerval(max((kini - r.sejak).days, 0), *r) for r in ada[:HALAMAN]]
    return hasil, ((hasil[-1].sejak.isoformat(), hasil[-1].id) if len(ada) > HALAMAN else None)
