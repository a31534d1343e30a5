"""What does the kecamatan see while it reviews one packet? The check list as answered so far, and the names."""

from dataclasses import dataclass

import sqlalchemy as sa

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.pelaku import Pelaku
from app.domain.registri.models import BerkasKeluarga
from app.domain.usulan.baris import label_jenis
from app.domain.usulan.kesiapan import butir_telaah
from app.domain.usulan.models import Paket, Telaah, Usulan
from app.domain.usulan.status import MATI
from app.infra.db import db

HASIL = {"ya": "Ya", "tidak": "Tidak", "nihil": "Tidak berlaku"}


@dataclass(frozen=True, slots=True)
class BarisPeriksa:
    """One line: its answer, or the one of the submission before, which counts only once it is saved again."""

    kode: str
    label: str
    wajib: bool
    hasil: str
    catatan: str
    lama: bool

    @property
    def terisi(self) -> bool:
        """Whether the answer is saved for this submission."""
        return bool(self.hasil) and not self.lama


def daftar_periksa(paket: Paket, *, untuk: Pelaku) -> list[BarisPeriksa]:
    """The lines asked of a packet in sight by what it rests on; one statement."""
    t = Telaah
    tanya = (
        sa.select(t.butir, t.versi, t.hasil, t.catatan)
        .join(Paket, Paket.id == t.paket_id)
        .where(policy.terlihat(Aksi.PAKET_LIHAT, Paket.wilayah_kode, untuk), t.paket_id == paket.id)
        .where(t.versi.in_((paket.versi, paket.versi - 1)))
        .order_by(t.versi)
    )
    ada = {r.butir: r for r in db.session.execute(tanya)}  # the later submission overwrites the earlier
    hasil = []
    for kode, isi in butir_telaah(paket.wilayah_kode, paket.dasar).items():
        r = ada.get(kode)
        hasil.append(
            BarisPeriksa(
                kode=kode,
                label=str(isi["label"]),
                wajib=bool(isi.get("wajib")),
                hasil=r.hasil if r else "",
                catatan=r.catatan if r else "",
                lama=bool(r and r.versi != paket.versi),
            )
        )
    return hasil


@dataclass(frozen=True, slots=True)
class BarisNama:
    """One live proposal of the packet, and how many proofs its family has on file."""

    id: int
    nama: str
    jenis: str
    rt: str
    rw: str
    berkas: int


def nama_usulan(paket: Paket, *, untuk: Pelaku) -> list[BarisNama]:
    """The names under review; one statement."""
    b = BerkasKeluarga
    berkas = sa.select(sa.func.count()).select_from(b).where(b.keluarga_id == Usulan.keluarga_id, b.dihapus.is_(None))
    tanya = (
        sa.select(
            Usulan.id, Usulan.nama, Usulan.jenis, Usulan.rt, Usulan.rw, berkas.correlate(Usulan).scalar_subquery()
        )
        .where(policy.terlihat(Aksi.USULAN_LIHAT, Usulan.wilayah_kode, untuk))
        .where(Usulan.paket_id == paket.id, Usulan.status.not_in(MATI))
        .order_by(Usulan.id)
    )
    return [
        BarisNama(id_, nama, label_jenis(jenis, paket.wilayah_kode), rt, rw, jumlah)
        for id_, nama, jenis, rt, rw, jumlah in db.session.execute(tanya)
    ]
