"""Whom do the demo villages propose, for what, and with which proofs?"""

import datetime as dt
import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import sqlalchemy as sa

from app.cli.demo import gambar
from app.domain.akses.pelaku import Pelaku
from app.domain.registri import berkas
from app.domain.registri.models import Warga
from app.domain.usulan import isian, segera
from app.domain.usulan import operations_usulan as op
from app.domain.usulan.models import Paket, Usulan
from app.infra import clock
from app.infra.db import db

KEADAAN = (
    "Kepala keluarga bekerja serabutan, penghasilan tidak tetap. Rumah berdinding bambu dan berlantai tanah.",
    "Suami tidak bekerja sejak sakit tahun lalu; istri berjualan kecil-kecilan. Belum pernah menerima bantuan.",
    "Tinggal menumpang di rumah orang tua bersama tiga anak yang masih sekolah.",
    "Buruh tani musiman, anak bungsu masih balita, sumber air masih sumur bersama.",
    "Baru kehilangan pekerjaan karena pabrik tempatnya bekerja tutup; masih menyewa rumah petak.",
)


@dataclass(frozen=True, slots=True)
class Orang:
    """What choosing a person needs to know."""

    id: int
    keluarga_id: int
    nama: str
    usia: int
    kepala: bool
    kawin: bool


@dataclass(frozen=True, slots=True)
class Kerabat:
    """A family of the registry, head first."""

    orang: tuple[Orang, ...]

    @property
    def kepala(self) -> Orang:
        return self.orang[0]

    @property
    def anak(self) -> Orang | None:
        """The youngest who can be proposed as an orphan."""
        muda = [o for o in self.orang if o.usia < 17]
        return min(muda, key=lambda o: o.usia) if muda else None

    @property
    def janda(self) -> bool:
        return not self.kepala.kawin

    @property
    def tua(self) -> Orang | None:
        return next((o for o in self.orang if o.usia >= 68), None)


@dataclass(frozen=True, slots=True)
class Butir:
    """One name to be proposed. `lengkap` False: the operator has only begun."""

    orang: Orang
    jenis: str
    alasan: str = ""
    lengkap: bool = True

    def belum(self) -> "Butir":
        """The same name, only begun."""
        return replace(self, lengkap=False)


def keluarga(wilayah_kode: str) -> list[Kerabat]:
    """The families of a village that have not been proposed yet."""
    kini = clock.hari_ini()
    terpakai = sa.select(Usulan.keluarga_id).where(Usulan.wilayah_kode == wilayah_kode)
    tanya = (
        sa.select(Warga.id, Warga.keluarga_id, Warga.nama, Warga.tanggal_lahir, Warga.hubungan, Warga.status_kawin)
        .where(Warga.wilayah_kode == wilayah_kode, Warga.status_dasar == 1, Warga.keluarga_id.not_in(terpakai))
        .order_by(Warga.keluarga_id, Warga.urut_kk, Warga.id)
    )
    per: dict[int, list[Orang]] = {}
    for r in db.session.execute(tanya):
        usia = kini.year - (r.tanggal_lahir or kini).year
        orang = Orang(r.id, r.keluarga_id, r.nama, usia, r.hubungan == 1, r.status_kawin == 2)
        per.setdefault(r.keluarga_id, []).append(orang)
    return [Kerabat(tuple(sorted(o, key=lambda x: not x.kepala))) for o in per.values()]


def pilih(kerabat: list[Kerabat], jenis: Sequence[str]) -> list[Butir]:
    """A name for each kind, every family at most once; what was chosen leaves `kerabat`."""
    return [_ambil(kerabat, j) for j in jenis]


def _ambil(kerabat: list[Kerabat], jenis: str) -> Butir:
    jenis, _, alasan = jenis.partition(":")
    cocok: Callable[[Kerabat], bool] = {
        "atensi_yapi": lambda k: k.janda and k.anak is not None,
        "meninggal": lambda k: k.tua is not None,
    }.get(alasan or jenis, lambda k: not k.janda and k.tua is None)
    satu = next((k for k in kerabat if cocok(k)), kerabat[0])
    kerabat.remove(satu)
    orang = {"atensi_yapi": satu.anak, "meninggal": satu.tua}.get(alasan or jenis)
    return Butir(orang or satu.kepala, jenis, alasan)


def catat(paket: Paket, b: Butir, oleh: Pelaku) -> Usulan:
    """Type the proposal in, upload its proofs, declare it complete: all that a person would do."""
    u = op.catat(paket, warga_id=b.orang.id, jenis=b.jenis, oleh=oleh)
    op.simpan_isi(u, isi(u, b), oleh=oleh, versi=u.versi_baris)
    wajib = [*isian.bukti_wajib(u), *segera.bukti_bersama(paket)]
    for kode in wajib if b.lengkap else wajib[:1]:
        berkas.simpan_berkas(u.keluarga_id, kode, _siap(kode, u.id % 4), oleh=oleh)
    if b.lengkap:
        op.lengkapi(u, oleh=oleh, versi=u.versi_baris)
    return u


@functools.cache
def _siap(jenis: str, ragam: int) -> berkas.BerkasSiap:
    return berkas.siapkan_berkas(gambar.foto(jenis, ragam), f"{jenis.lower()}-{ragam + 1}.jpg")


def lupakan() -> None:
    """Forget prepared files: another database may have another store."""
    _siap.cache_clear()


def isi(u: Usulan, b: Butir) -> dict[str, list[str]]:
    """The form as it is posted."""
    n = b.orang.id
    khusus: dict[str, dict[str, list[str]]] = {
        "tambah": {"baru.program": ["pkh", "bpnt"] if n % 2 else ["pbi"]},
        "hapus": {"alasan_kode": [b.alasan], "baru.cakupan": ["individu" if b.alasan == "meninggal" else "keluarga"],
                  "baru.tanggal_kejadian": [(clock.hari_ini() - dt.timedelta(days=20)).isoformat()]},
        "perbaikan": {"baru.nama": [f"{b.orang.nama.split()[0]} {b.orang.nama.split()[-1].replace('i', 'y')}".title()],
                      "baru.tempat_lahir": ["Kabupaten Tegal"]},
        "bansos_pkh": {"baru.komponen": ["sd"]},
        "bansos_pbi": {"baru.kepesertaan_kini": ["belum"]},
        "reaktivasi_pbi": {"baru.alasan_layanan": ["Cuci darah dua kali sepekan."],
                           "baru.fasilitas": ["RSUD dr. Soeselo Slawi"], "baru.nomor_surat": ["445/118/2026"]},
        "atensi_yapi": {"baru.status_yatim": ["yatim"], "baru.nama_wali": ["Ibu kandung"],
                        "baru.hubungan_wali": ["ibu"], "baru.bukan_aparatur": ["1"], "baru.bukan_pkh": ["1"]},
    }  # fmt: skip
    dasar = {"hubungan": ["saudara" if n % 6 == 0 else "tidak_ada"], "baru.keadaan": [KEADAAN[n % len(KEADAAN)]]}
    if b.lengkap:
        dasar |= {f"jawaban.{k}": [_jawab(p["arah"], n + i)] for i, (k, p) in enumerate(isian.pertanyaan(u).items())}
    return {**dasar, **khusus.get(u.jenis, {})}


def _jawab(arah: str, n: int) -> str:
    """Two answers out of three point to poverty."""
    return str(arah) if n % 3 else {"ya": "tidak", "tidak": "ya"}[str(arah)]
