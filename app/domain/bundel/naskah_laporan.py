"""What does the report to the governor say? Counted per kecamatan from the packets signed off, in few statements."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from app.domain.akses.pelaku import Pelaku
from app.domain.aturan import turunan
from app.domain.aturan.berlaku import berlaku, profil_kini
from app.domain.bundel.models import Bundel, BundelPaket, LaporanGubernur
from app.domain.bundel.naskah import unit_kantor
from app.domain.bundel.status import JenisBundel, StatusBundel
from app.domain.dokumen import konteks as k
from app.domain.dokumen import operations as dokumen
from app.domain.dokumen.models import Dokumen
from app.domain.dokumen.status import TIDAK_BERLAKU, JenisDokumen
from app.domain.dokumen.susunan import kop_penanda, penanda, sebutan_jabatan, tembusan
from app.domain.usulan import baris as b
from app.domain.usulan.models import Paket, Usulan
from app.domain.usulan.status import LABEL_SIKS, StatusPaket, StatusUsulan
from app.domain.wilayah.kode import dalam_wilayah, kecamatan
from app.domain.wilayah.models import Wilayah
from app.domain.wilayah.zona import zona
from app.infra import clock
from app.infra.db import db

DINILAI = (StatusUsulan.LAYAK, StatusUsulan.TIDAK_LAYAK)
KERTAS = SURAT, LAPORAN = JenisDokumen.PENGANTAR_GUBERNUR, JenisDokumen.LAPORAN_GUBERNUR


@dataclass(frozen=True, slots=True)
class Tambahan:
    """What rows do not know and the office types: obstacles, follow-up, complaints (None: not printed)."""

    kendala: list[str] = field(default_factory=list)
    tindak_lanjut: list[str] = field(default_factory=list)
    pengaduan_masuk: int | None = None
    pengaduan_selesai: int | None = None


def disahkan(wilayah_kode: str, periode: str) -> list[int]:
    """Ids of the packets of a period that a decided sign-off of the regency holds."""
    tanya = (
        sa.select(Paket.id)
        .where(dalam_wilayah(Paket.wilayah_kode, wilayah_kode), Paket.periode == periode)
        .where(*terhitung())
        .order_by(Paket.id)
    )
    return list(db.session.scalars(tanya))


def terhitung() -> tuple[sa.ColumnElement[bool], ...]:
    """What makes a packet count in a report: a decided sign-off holds it."""
    isi = sa.select(BundelPaket.paket_id).join(Bundel, Bundel.id == BundelPaket.bundel_id).where(*_diputus())
    return Paket.status.in_((StatusPaket.DISAHKAN, StatusPaket.SELESAI)), Paket.id.in_(isi)


def _diputus() -> tuple[sa.ColumnElement[bool], ...]:
    return Bundel.jenis == JenisBundel.PENGESAHAN, Bundel.status == StatusBundel.DIPUTUS


def susun(
    laporan: LaporanGubernur, paket: Sequence[int], tambahan: Tambahan, nomor_surat: str = ""
) -> list[tuple[JenisDokumen, k.Naskah]]:
    """Letter and report as typed content. `nomor_surat`: of the letter, as the report names it."""
    n = _Hitung(laporan, paket)
    return [(SURAT, n.surat()), (LAPORAN, n.laporan(tambahan, nomor_surat))]


def terbitkan(
    laporan: LaporanGubernur, paket: Sequence[int], tambahan: Tambahan, *, oleh: Pelaku
) -> tuple[Dokumen, Dokumen]:
    """Issue the letter, then the report as its annex, on the report's own audit chain."""
    n = _Hitung(laporan, paket)
    surat = n.terbit(SURAT, n.surat(), oleh)
    return surat, n.terbit(LAPORAN, n.laporan(tambahan, surat.nomor), oleh)


class _Hitung:
    """The figures of one report, each asked once; none is carried over from another paper."""

    def __init__(self, laporan: LaporanGubernur, paket: Sequence[int]) -> None:
        self.induk, self.ids, self.kode = laporan, list(paket), laporan.wilayah_kode
        self.hari = clock.hari_ini(zona(self.kode))
        self.unit = unit_kantor(self.kode)
        self.pejabat = sebutan_jabatan("kepala_daerah", self.unit)
        self.kecamatan = self._kecamatan()
        self.pengesahan = self._pengesahan()
        self.jenis = self._jenis()

    def umum(self, jenis: JenisDokumen) -> dict[str, Any]:
        return {
            "kop": kop_penanda(jenis, self.unit, self.hari),
            "unit": self.unit,
            "periode": self.induk.periode,
            "nama_data": str(profil_kini(self.kode, self.hari).get("nama_data", "DTSEN")),
            "pejabat": self.pejabat,
            "pengesahan": self.pengesahan,
        }

    def surat(self) -> k.PengantarGubernur:
        ada = [r for r in self.kecamatan if r.paket]
        provinsi = self.unit.provinsi
        gubernur = "Gubernur Daerah Istimewa Yogyakarta" if "Yogyakarta" in provinsi else f"Gubernur {provinsi}"
        return k.PengantarGubernur(
            **self.umum(SURAT),
            tujuan=[gubernur, f"u.p. Kepala Dinas Sosial Provinsi {provinsi}"],
            di="Tempat",
            hasil=[k.Angka(label=label, jumlah=sum(r.layak.get(j, 0) for r in ada)) for j, label in self.jenis.items()],
            tidak_layak=sum(r.jumlah_tidak_layak for r in ada),
            paket=len(self.ids),
            desa=sum(r.desa_lapor for r in ada),
            kecamatan=len(ada),
            tembusan=tembusan(SURAT, self.unit, self.hari),
        )

    def laporan(self, t: Tambahan, nomor_surat: str) -> k.LaporanGubernur:
        padanan, padan = self._padanan()
        pengaduan = None
        if t.pengaduan_masuk is not None:
            pengaduan = k.PengaduanLaporan(masuk=t.pengaduan_masuk, selesai=t.pengaduan_selesai or 0)
        return k.LaporanGubernur(
            **self.umum(LAPORAN),
            pengantar=k.Rujukan(judul=f"Surat {self.pejabat}", nomor=nomor_surat, tanggal=self.hari),
            dasar_hukum=turunan.dasar_hukum(self.kode, self.hari),
            jenis=self.jenis,
            kecamatan=self.kecamatan,
            padanan=padanan,
            padan=padan,
            jawaban=self._jawaban(),
            pengaduan=pengaduan,
            kendala=t.kendala,
            tindak_lanjut=t.tindak_lanjut,
        )

    def terbit(self, jenis: JenisDokumen, isi: k.Naskah, oleh: Pelaku) -> Dokumen:
        return dokumen.terbitkan(
            jenis,
            unit_kode=self.unit.kode,
            unit_nama=self.unit.sebutan,
            konteks=isi,
            paket_ids=[],
            rantai=self.induk.rantai,
            oleh=oleh,
            periode=self.induk.periode,
            tanggal=self.hari,
            penanda=penanda(jenis, self.unit, self.hari),
        )

    def _kecamatan(self) -> list[k.HasilKecamatan]:
        """Every kecamatan of the regency, also one from which nothing came, by code."""
        lapor: dict[str, set[str]] = defaultdict(set)
        paket: Counter[str] = Counter()
        for kode in db.session.scalars(sa.select(Paket.wilayah_kode).where(Paket.id.in_(self.ids))):
            lapor[kecamatan(kode)].add(kode)
            paket[kecamatan(kode)] += 1
        nihil = self._nihil() - set().union(*lapor.values())
        desa, nama = self._desa()
        hasil: dict[tuple[str, StatusUsulan], Counter[str]] = defaultdict(Counter)
        u = Usulan
        tanya = sa.select(u.wilayah_kode, u.status, u.jenis, sa.func.count()).where(*self._dinilai())
        for kode, status, jenis, jumlah in db.session.execute(tanya.group_by(u.wilayah_kode, u.status, u.jenis)):
            hasil[kecamatan(kode), status][jenis] += jumlah
        return [
            k.HasilKecamatan(
                kecamatan=nama[kec],
                desa=desa[kec],
                desa_lapor=len(lapor[kec]),
                desa_nihil=sum(kecamatan(d) == kec for d in nihil),
                paket=paket[kec],
                layak=dict(hasil[kec, StatusUsulan.LAYAK]),
                tidak_layak=dict(hasil[kec, StatusUsulan.TIDAK_LAYAK]),
            )
            for kec in sorted(nama)
        ]

    def _dinilai(self) -> tuple[sa.ColumnElement[bool], ...]:
        return (Usulan.paket_id.in_(self.ids), Usulan.status.in_(DINILAI))

    def _nihil(self) -> set[str]:
        tanya = sa.select(Paket.wilayah_kode).where(
            dalam_wilayah(Paket.wilayah_kode, self.kode),
            Paket.periode == self.induk.periode,
            Paket.status == StatusPaket.NIHIL,
        )
        return set(db.session.scalars(tanya))

    def _desa(self) -> tuple[Counter[str], dict[str, str]]:
        """How many villages each kecamatan has, and what the kecamatan are called."""
        w = Wilayah
        tanya = sa.select(w.kode, w.nama).where(dalam_wilayah(w.kode, self.kode), w.kode != self.kode)
        desa: Counter[str] = Counter()
        nama: dict[str, str] = {}
        for kode, sebut in db.session.execute(tanya):
            if kode == kecamatan(kode):
                nama[kode] = str(sebut)
            else:
                desa[kecamatan(kode)] += 1
        return desa, nama

    def _jenis(self) -> dict[str, str]:
        ada = {j for r in self.kecamatan for j in (*r.layak, *r.tidak_layak)}
        urutan = [j for j in berlaku("jenis_usulan", self.kode, semua=True) if j in ada]
        return {j: b.label_jenis(j, self.kode) for j in [*urutan, *sorted(ada - set(urutan))]}

    def _padanan(self) -> tuple[list[k.Angka], int]:
        tanya = sa.select(Usulan.padanan, sa.func.count()).where(*self._dinilai()).group_by(Usulan.padanan)
        hitung = {str(p): int(n) for p, n in db.session.execute(tanya)}
        label = berlaku("hasil_padanan", self.kode)
        urut = [x for x in label if x in hitung] + sorted(x for x in hitung if x not in label)
        baris = [k.Angka(label=str(label.get(x, {}).get("label", x)), jumlah=hitung[x]) for x in urut]
        return baris, sum(n for x, n in hitung.items() if label.get(x, {}).get("lulus"))

    def _jawaban(self) -> list[k.Angka]:
        u = Usulan
        tanya = sa.select(u.status_siks, sa.func.count()).where(
            u.paket_id.in_(self.ids), u.status == StatusUsulan.LAYAK
        )
        hitung = {s: int(n) for s, n in db.session.execute(tanya.group_by(u.status_siks))}
        return [k.Angka(label=label, jumlah=hitung[s]) for s, label in LABEL_SIKS.items() if s in hitung]

    def _pengesahan(self) -> list[k.Rujukan]:
        """The letters of sign-off over these packets, oldest first."""
        d = Dokumen
        isi = (
            sa.select(Bundel.dokumen_id)
            .join(BundelPaket, BundelPaket.bundel_id == Bundel.id)
            .where(*_diputus(), BundelPaket.paket_id.in_(self.ids))
        )
        tanya = sa.select(d.judul, d.nomor, d.tanggal).where(d.id.in_(isi), d.status.not_in(TIDAK_BERLAKU))
        return [
            k.Rujukan(judul=j, nomor=nomor, tanggal=tanggal)
            for j, nomor, tanggal in db.session.execute(tanya.order_by(d.id))
        ]
