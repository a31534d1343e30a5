"""What can be seen of single proposals, and by whom? Lists by age for Dinsos, the public's view by code."""

import datetime as dt
from dataclasses import dataclass
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload, undefer
from sqlalchemy.orm.attributes import set_committed_value

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.models import Pengguna
from app.domain.akses.pelaku import Pelaku
from app.domain.akses.peran import Peran
from app.domain.registri.models import Keluarga, Warga
from app.domain.usulan import pasangan
from app.domain.usulan.kesiapan import BELUM_DINILAI
from app.domain.usulan.models import IsiVersi, Paket, Perubahan, Tanda, Usulan
from app.domain.usulan.status import StatusPaket, StatusUsulan
from app.domain.verifikasi.models import PembebasanPadanan
from app.domain.wilayah.kode import dalam_wilayah, meliputi
from app.domain.wilayah.models import Wilayah
from app.infra import clock, format
from app.infra.audit import Audit, AuditIsi
from app.infra.db import db
from app.infra.galat import TidakAda

HALAMAN = 25
BATAS_LEMBAR = 5000


def satu(usulan_id: int, *, untuk: Pelaku) -> Usulan:
    """A proposal in sight with its packet, person, family and content. Raises TidakAda."""
    nilai = {**policy.nilai_siapa(untuk), "usulan": usulan_id}
    r = db.session.execute(_tanya_satu(untuk.peran), nilai).first()
    if r is None:
        raise TidakAda
    usulan: Usulan = r.Usulan
    if not r.bertanda:
        set_committed_value(usulan.paket, "tanda", [])
    if not r.diminta:
        set_committed_value(usulan.paket, "perubahan", [])
    if not r.menggantikan:
        set_committed_value(usulan, "menggantikan", None)
    return usulan


@cache
def _tanya_satu(peran: Peran) -> Any:
    terlihat = policy.terlihat(Aksi.USULAN_LIHAT, Usulan.wilayah_kode, policy.siapa_pun(peran))
    # Few packets were ever returned or asked to change, few names have a pair: the others need not ask for the rows.
    bertanda = sa.exists().where(Tanda.paket_id == Usulan.paket_id).correlate(Usulan)
    diminta = sa.exists().where(Perubahan.paket_id == Usulan.paket_id).correlate(Usulan)
    dua = aliased(Usulan)
    menggantikan = sa.exists().where(dua.pengganti_id == Usulan.id).correlate(Usulan)
    return (
        sa.select(
            Usulan,
            bertanda.label("bertanda"),
            diminta.label("diminta"),
            menggantikan.label("menggantikan"),
        )
        .where(terlihat, Usulan.id == sa.bindparam("usulan"))
        .options(joinedload(Usulan.paket), joinedload(Usulan.warga), joinedload(Usulan.keluarga), undefer(Usulan.isi))
    )


def lengkap(paket_id: int, *, untuk: Pelaku) -> list[Usulan]:
    """All proposals of a packet in sight with person, family and content, in one statement."""
    return list(
        db.session.scalars(
            sa.select(Usulan)
            .where(policy.terlihat(Aksi.USULAN_LIHAT, Usulan.wilayah_kode, untuk), Usulan.paket_id == paket_id)
            .options(joinedload(Usulan.warga), joinedload(Usulan.keluarga), undefer(Usulan.isi))
            .order_by(Usulan.id)
        )
    )


@dataclass(frozen=True, slots=True)
class BarisKerja:
    """One line of the verifier's work list."""

    id: int
    versi_baris: int
    nama: str
    jenis: str
    desa: str
    wilayah_kode: str
    paket_id: int
    nomor: str
    status: StatusUsulan
    padanan: str
    sejak: dt.datetime
    hari: int
    pekerjaan: int | None
    dua: str = ""


def daftar_kerja(
    *,
    untuk: Pelaku,
    wilayah: str = "",
    paket_id: int | None = None,
    sesudah: tuple[str, int] | None = None,
    belum: bool = True,
) -> tuple[list[BarisKerja], tuple[str, int] | None]:
    """Proposals at Dinsos by age (since their packet came), kecamatan and packet; keyset on (since, id).

    With `belum` those that still ask for work: not judged, or judged while their matching result is not there.
    """
    q = (
        sa.select(
            Usulan.id,
            Usulan.versi_baris,
            Usulan.nama,
            Usulan.jenis,
            Wilayah.sebutan.label("desa"),
            Usulan.wilayah_kode,
            Paket.id.label("paket_id"),
            Paket.nomor,
            Usulan.status,
            Usulan.padanan,
            Paket.sejak,
            Warga.pekerjaan,
        )
        .join(Paket, Paket.id == Usulan.paket_id)
        .join(Wilayah, Wilayah.kode == Usulan.wilayah_kode)
        .join(Warga, Warga.id == Usulan.warga_id)
        .where(
            policy.terlihat(Aksi.USULAN_NILAI_LAYAK, Paket.wilayah_kode, untuk), Paket.status == StatusPaket.DITERUSKAN
        )
    )
    if belum:
        bebas = sa.exists().where(PembebasanPadanan.paket_id == Paket.id)
        tanpa_padanan = sa.and_(Usulan.status == StatusUsulan.LAYAK, Usulan.padanan == "belum", ~bebas)
        q = q.where(sa.or_(Usulan.status.in_(BELUM_DINILAI), tanpa_padanan))
    else:
        q = q.where(Usulan.status.in_((StatusUsulan.LAYAK, StatusUsulan.TIDAK_LAYAK)))
    if paket_id is not None:
        q = q.where(Usulan.paket_id == paket_id)
    if wilayah and meliputi(untuk.wilayah, wilayah):
        q = q.where(dalam_wilayah(Paket.wilayah_kode, wilayah))
    if sesudah:
        saat = dt.datetime.fromisoformat(sesudah[0])
        q = q.where(sa.or_(Paket.sejak > saat, sa.and_(Paket.sejak == saat, Usulan.id > sesudah[1])))
    ada = db.session.execute(q.order_by(Paket.sejak, Usulan.id).limit(HALAMAN + 1)).all()
    dua = pasangan.nama_lain(r.id for r in ada[:HALAMAN])
    kini = clock.sekarang()
    hasil = [
        BarisKerja(
            r.id, r.versi_baris, r.nama, r.jenis, r.desa, r.wilayah_kode, r.paket_id, r.nomor, r.status, r.padanan,
            r.sejak, max((kini - r.sejak).days, 0), r.pekerjaan, dua.get(r.id, ""),
        )
        for r in ada[:HALAMAN]
    ]  # fmt: skip
    return hasil, ((hasil[-1].sejak.isoformat(), hasil[-1].id) if len(ada) > HALAMAN else None)


def menunggu_padanan(*, untuk: Pelaku, wilayah: str = "") -> list[Any]:
    """Rows for the matching list: every proposal at Dinsos without a result, oldest packet first, at most 5,000.

    Columns: usulan_id, nik, no_kk, nama, tempat_lahir, tanggal_lahir, jenis_kelamin, nama_ibu, alamat, rt, rw,
    wilayah_kode.
    """
    q = (
        sa.select(
            Usulan.id.label("usulan_id"),
            Warga.nik,
            Keluarga.no_kk,
            Warga.nama,
            Warga.tempat_lahir,
            Warga.tanggal_lahir,
            Warga.jenis_kelamin,
            Warga.nama_ibu,
            Keluarga.alamat,
            Keluarga.rt,
            Keluarga.rw,
            Usulan.wilayah_kode,
        )
        .join(Paket, Paket.id == Usulan.paket_id)
        .join(Warga, Warga.id == Usulan.warga_id)
        .join(Keluarga, Keluarga.id == Usulan.keluarga_id)
        .where(policy.terlihat(Aksi.PADANAN_EKSPOR, Paket.wilayah_kode, untuk))
        .where(Paket.status == StatusPaket.DITERUSKAN, Usulan.padanan == "belum")
        .where(Usulan.status.in_((*BELUM_DINILAI, StatusUsulan.LAYAK)))
    )
    if wilayah and meliputi(untuk.wilayah, wilayah):
        q = q.where(dalam_wilayah(Paket.wilayah_kode, wilayah))
    return list(db.session.execute(q.order_by(Paket.sejak, Usulan.id).limit(BATAS_LEMBAR)))


@dataclass(frozen=True, slots=True)
class Jejak:
    """One fact of the timeline."""

    waktu: dt.datetime
    aksi: str
    objek: str
    oleh: str
    alasan_kode: str
    isi: dict[str, Any]


def jejak(paket_id: int, *, untuk: Pelaku, usulan_id: int | None = None, batas: int = 50) -> list[Jejak]:
    """The history of a packet in sight, or of one of its proposals with the packet's own steps; newest first."""
    terlihat = db.session.scalar(
        sa.select(Paket.id).where(policy.terlihat(Aksi.PAKET_LIHAT, Paket.wilayah_kode, untuk), Paket.id == paket_id)
    )
    if terlihat is None:
        raise TidakAda
    objek = [f"paket:{paket_id}"] + ([f"usulan:{usulan_id}"] if usulan_id else [])
    q = (
        sa.select(Audit.waktu, Audit.aksi, Audit.objek, Pengguna.nama, Audit.alasan_kode, AuditIsi.isi)
        .outerjoin(Pengguna, Pengguna.id == Audit.pengguna_id)
        .outerjoin(AuditIsi, AuditIsi.audit_id == Audit.id)
        .where(Audit.objek.in_(objek))
        .order_by(Audit.id.desc())
        .limit(batas)
    )
    return [
        Jejak(r.waktu, r.aksi, r.objek, r.nama or "Sistem", r.alasan_kode, r.isi or {}) for r in db.session.execute(q)
    ]


def perubahan(paket_id: int, *, untuk: Pelaku) -> list[Perubahan]:
    """Every request for change of a packet in sight, oldest first."""
    return list(
        db.session.scalars(
            sa.select(Perubahan)
            .join(Paket, Paket.id == Perubahan.paket_id)
            .where(policy.terlihat(Aksi.PAKET_LIHAT, Paket.wilayah_kode, untuk), Paket.id == paket_id)
            .order_by(Perubahan.id)
        )
    )


@dataclass(frozen=True, slots=True)
class Selisih:
    """What a resubmission changed: names that came or went, fields with old and new."""

    nama: str
    apa: str
    bidang: list[tuple[str, str, str]]


def selisih(paket: Paket, *, untuk: Pelaku) -> list[Selisih]:
    """Differences between the last two submissions of a packet in sight; empty for a first one."""
    if paket.versi < 2 or not meliputi(untuk.wilayah, paket.wilayah_kode):
        return []
    dua = {
        v.versi: {b["id"]: b for b in v.isi}
        for v in db.session.scalars(
            sa.select(IsiVersi).where(IsiVersi.paket_id == paket.id, IsiVersi.versi.in_((paket.versi, paket.versi - 1)))
        )
    }
    lama, baru = dua.get(paket.versi - 1, {}), dua.get(paket.versi, {})
    hasil = [Selisih(lama[i]["nama"], "keluar", []) for i in lama if i not in baru]
    hasil += [Selisih(baru[i]["nama"], "masuk", []) for i in baru if i not in lama]
    for i in sorted(set(lama) & set(baru)):
        a, b = lama[i]["baru"], baru[i]["baru"]
        beda = [(k, str(a.get(k, "")), str(b.get(k, ""))) for k in {**a, **b} if a.get(k) != b.get(k)]
        if beda:
            hasil.append(Selisih(baru[i]["nama"], "berubah", beda))
    return hasil


@dataclass(frozen=True, slots=True)
class Lacakan:
    """What anyone with the receipt's code may know: initials, kind, village, where it stands."""

    inisial: str
    jenis: str
    wilayah_kode: str
    desa: str
    paket: StatusPaket
    usulan: StatusUsulan
    siks: str
    sejak: dt.datetime
    nilai_kode: str


def lacak(kode: str) -> Lacakan | None:
    """The public's look by tracking code; no NIK, no name. Forgiving about case, spaces and dashes."""
    rapi = "".join(c for c in kode.upper() if c.isalnum())
    if len(rapi) != 10:
        return None
    r = db.session.execute(
        sa.select(Usulan, Paket.status, Paket.sejak, Wilayah.sebutan.label("desa"))
        .join(Paket, Paket.id == Usulan.paket_id)
        .join(Wilayah, Wilayah.kode == Usulan.wilayah_kode)
        .where(Usulan.kode_lacak == rapi)
    ).first()
    if r is None:
        return None
    u = r.Usulan
    return Lacakan(
        format.inisial(u.nama), u.jenis, u.wilayah_kode, r.desa, r.status, u.status, u.status_siks, r.sejak,
        u.nilai_kode,
    )  # fmt: skip
