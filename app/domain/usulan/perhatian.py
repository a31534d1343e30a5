"""What should catch the verifier's eye beside a name? Asked of a whole page of proposals at once."""

from collections import Counter, defaultdict
from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, undefer

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.pelaku import Pelaku
from app.domain.aturan.berlaku import berlaku, profil_kini
from app.domain.registri.models import Kepesertaan, Konfirmasi
from app.domain.registri.nik import Keparahan, Temuan
from app.domain.usulan import isian
from app.domain.usulan.models import Usulan
from app.domain.usulan.queries_isian import temuan
from app.domain.usulan.status import StatusUsulan
from app.domain.usulan.syarat_daftar import PERIHAL
from app.infra.db import db

_BERLANGSUNG = ("aktif", "menunggu_pusat")


def perhatian(usulan_id: Collection[int], *, untuk: Pelaku) -> dict[int, list[Temuan]]:
    """Findings per proposal in sight, the gravest first: identity, occupation, relation to officials, other proposals
    of the family, existing membership, the village's no. Three or four statements, however many proposals."""
    usulan = list(
        db.session.scalars(
            sa.select(Usulan)
            .where(policy.terlihat(Aksi.USULAN_LIHAT, Usulan.wilayah_kode, untuk), Usulan.id.in_(usulan_id))
            .options(joinedload(Usulan.warga), joinedload(Usulan.keluarga), undefer(Usulan.isi))
        )
    )
    keluarga = {u.keluarga_id for u in usulan}
    sejenis = _usulan_keluarga(keluarga)
    peserta = _kepesertaan(keluarga)
    sangkal = _disangkal([u for u in usulan if u.status is StatusUsulan.SIAP])
    hasil = {}
    for u in usulan:
        semua = [t for t in temuan(u) if t.tingkat is not Keparahan.INFO]
        semua += _hubungan(u)
        semua += _keluarga_sama(sejenis[u.keluarga_id])
        semua += _sudah_tercatat(u, peserta[u.keluarga_id])
        semua += _desil(u)
        semua += sangkal.get(u.id, [])
        hasil[u.id] = sorted(semua, key=lambda t: list(Keparahan).index(t.tingkat))
    return hasil


def _usulan_keluarga(keluarga: set[int]) -> Counter[int]:
    tanya = (
        sa.select(Usulan.keluarga_id, sa.func.count())
        .where(Usulan.keluarga_id.in_(keluarga), Usulan.hidup)
        .group_by(Usulan.keluarga_id)
    )
    return Counter(dict(iter(db.session.execute(tanya))))


def _kepesertaan(keluarga: set[int]) -> dict[int, set[tuple[str, int | None]]]:
    k = Kepesertaan
    hasil: dict[int, set[tuple[str, int | None]]] = defaultdict(set)
    tanya = sa.select(k.keluarga_id, k.daftar, k.warga_id).where(
        k.keluarga_id.in_(keluarga), k.status.in_(_BERLANGSUNG)
    )
    for keluarga_id, daftar, warga_id in db.session.execute(tanya):
        hasil[keluarga_id].add((daftar, warga_id))
    return hasil


def _disangkal(usulan: list[Usulan]) -> dict[int, list[Temuan]]:
    """Names of the regency's own lists (only these are judged as `siap`) that the village says are wrong there."""
    if not usulan:
        return {}
    k = Konfirmasi
    tanya = sa.select(k.usulan_id, k.alasan).where(
        k.paket_id.in_({u.paket_id for u in usulan}), k.usulan_id.in_([u.id for u in usulan]),
        k.perihal == PERIHAL, k.jawaban == "tidak",
    )  # fmt: skip
    return {
        r.usulan_id: [Temuan(Keparahan.PERINGATAN, "disangkal", f"Menurut desa/kelurahan tidak sesuai: {r.alasan}")]
        for r in db.session.execute(tanya)
    }


def _hubungan(u: Usulan) -> list[Temuan]:
    baris = berlaku("hubungan_perangkat", u.wilayah_kode).get(u.isi.get("hubungan") or "", {})
    if not baris.get("dicatat"):
        return []
    kalimat = f"Hubungan dengan perangkat desa/kelurahan: {str(baris['label']).lower()}."
    return [Temuan(Keparahan.PERINGATAN, "hubungan", kalimat)]


def _keluarga_sama(jumlah: int) -> list[Temuan]:
    if jumlah < 2:
        return []
    kalimat = f"Keluarga ini mempunyai {jumlah} usulan yang sedang berjalan."
    return [Temuan(Keparahan.PERINGATAN, "keluarga_sama", kalimat)]


def _desil(u: Usulan) -> list[Temuan]:
    """The family ranks above what a proposed programme takes: shown, never decided here."""
    desil = u.keluarga.desil
    if desil is None:
        return []
    buka = isian.jenis(u.jenis, u.wilayah_kode).get("daftar_buka", "")
    diminta = {buka, *(u.isi.get("baru", {}).get("program") or [])}
    batas = [
        (str(isi["label"]), int(isi["desil_maks"]))
        for kode, isi in berlaku("program", u.wilayah_kode).items()
        if kode in diminta and isi.get("desil_maks")
    ]
    return [
        Temuan(Keparahan.PERINGATAN, "desil", f"Desil keluarga {desil}; {label} sampai desil {maks}.")
        for label, maks in batas
        if desil > maks
    ]


def _sudah_tercatat(u: Usulan, peserta: set[tuple[str, int | None]]) -> list[Temuan]:
    """The list that this proposal wants to open is open already, for the family or for this very person."""
    mau = isian.jenis(u.jenis, u.wilayah_kode).get("daftar_buka", "")
    if not mau or not any(daftar == mau and warga in (None, u.warga_id) for daftar, warga in peserta):
        return []
    if mau == "register":
        label = str(profil_kini(u.wilayah_kode).get("nama_data", "DTSEN"))
    else:
        label = str(berlaku("program", u.wilayah_kode).get(mau, {}).get("label", mau.upper()))
    return [Temuan(Keparahan.GALAT, "sudah_tercatat", f"Sudah tercatat pada daftar {label}.")]
