"""What do the papers over many packets say? Rows become frozen contexts; every figure is counted from rows."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, undefer

from app.domain.akses.pelaku import Pelaku
from app.domain.aturan import turunan
from app.domain.aturan.berlaku import berlaku, profil_kini
from app.domain.bundel.models import Bundel
from app.domain.bundel.status import JenisBundel
from app.domain.dokumen import konteks as k
from app.domain.dokumen import operations as dokumen
from app.domain.dokumen.models import Dokumen, DokumenPaket
from app.domain.dokumen.status import TIDAK_BERLAKU, JenisDokumen
from app.domain.dokumen.susunan import Orang, kop_penanda, penanda, sebutan_jabatan, tembusan, unit
from app.domain.usulan import baris as b
from app.domain.usulan import isian, pasangan
from app.domain.usulan.kesiapan import butir_telaah
from app.domain.usulan.models import Paket, Telaah, Usulan
from app.domain.usulan.naskah import jumlah_anggota
from app.domain.usulan.status import HIDUP, LABEL_DASAR, Sifat, StatusUsulan
from app.domain.usulan.syarat import bukti_keluarga
from app.domain.verifikasi.models import PembebasanPadanan
from app.domain.wilayah.kode import kecamatan
from app.domain.wilayah.models import Wilayah
from app.domain.wilayah.zona import zona
from app.infra import clock
from app.infra.db import db

REKOMENDASI = "Memenuhi syarat untuk diteruskan"


def terbitkan(bundel: Bundel, paket: Sequence[Paket], *, oleh: Pelaku) -> Dokumen:
    """Issue the paper of the bundel over its packets, on the bundel's own audit chain."""
    n = _Naskah(bundel, paket)
    jenis = bundel.ragam.kertas
    isi, orang = {
        JenisBundel.TELAAH: _ba_telaah,
        JenisBundel.VERVAL: _ba_verval,
        JenisBundel.PENGESAHAN: _surat_pengesahan,
    }[bundel.jenis](n, oleh)
    return dokumen.terbitkan(
        jenis,
        unit_kode=n.unit.kode,
        unit_nama=n.unit.sebutan,
        konteks=isi,
        paket_ids=[p.id for p in paket],
        rantai=bundel.rantai,
        oleh=oleh,
        periode=bundel.periode,
        tanggal=n.hari,
        penanda=penanda(jenis, n.unit, n.hari, orang=orang),
    )


class _Naskah:
    """What the papers of one bundel share, looked up once."""

    def __init__(self, bundel: Bundel, paket: Sequence[Paket]) -> None:
        self.bundel, self.paket, self.kode = bundel, list(paket), bundel.wilayah_kode
        self.unit = unit_kantor(self.kode)
        self.hari = clock.hari_ini(zona(self.kode))
        profil = profil_kini(self.kode, self.hari)
        self.hukum = turunan.dasar_hukum(self.kode, self.hari)
        self.umum: dict[str, Any] = {
            "kop": kop_penanda(bundel.ragam.kertas, self.unit, self.hari),
            "unit": self.unit,
            "periode": bundel.periode,
            "nama_data": str(profil.get("nama_data", "DTSEN")),
        }
        kode = {p.wilayah_kode for p in paket} | {kecamatan(p.wilayah_kode) for p in paket}
        self.nama = {w.kode: w for w in db.session.scalars(sa.select(Wilayah).where(Wilayah.kode.in_(kode)))}

    def desa(self, p: Paket) -> str:
        """“Desa Slawi Kulon”."""
        return self.nama[p.wilayah_kode].sebutan

    def kecamatan(self, p: Paket) -> str:
        """“Kecamatan Slawi”."""
        return self.nama[kecamatan(p.wilayah_kode)].sebutan

    def urut(self) -> list[Paket]:
        """Packets as lists print them: kecamatan, village, number."""
        return sorted(self.paket, key=lambda p: (self.kecamatan(p), self.desa(p), p.nomor))

    def rujukan(self, jenis: JenisDokumen) -> list[k.Rujukan]:
        """The papers of a kind in force over these packets, oldest first, in one statement."""
        tanya = (
            sa.select(Dokumen.judul, Dokumen.nomor, Dokumen.tanggal)
            .where(Dokumen.jenis == jenis, Dokumen.status.not_in(TIDAK_BERLAKU))
            .where(
                Dokumen.id.in_(
                    sa.select(DokumenPaket.dokumen_id).where(DokumenPaket.paket_id.in_([p.id for p in self.paket]))
                )
            )
            .order_by(Dokumen.id)
        )
        return [k.Rujukan(judul=j, nomor=nomor, tanggal=tanggal) for j, nomor, tanggal in db.session.execute(tanya)]


def unit_kantor(kode: str) -> k.Unit:
    """A regency's papers are dated in the regency's name without its prefix, unless a rule names the town."""
    u = unit(kode)
    return u if u.tempat or kode.count(".") >= 2 else replace(u, tempat=_tanpa_awalan(u.kabupaten))


def _tanpa_awalan(kabupaten: str) -> str:
    return kabupaten.removeprefix("Kabupaten ").removeprefix("Kota ")


def _ba_telaah(n: _Naskah, oleh: Pelaku) -> tuple[k.BaTelaah, dict[str, Orang]]:
    jawaban: dict[int, dict[str, Telaah]] = defaultdict(dict)
    tanya = sa.select(Telaah).join(Paket, sa.and_(Paket.id == Telaah.paket_id, Paket.versi == Telaah.versi))
    for t in db.session.scalars(tanya.where(Paket.id.in_([p.id for p in n.paket]))):
        jawaban[t.paket_id][t.butir] = t
    paket = []
    for p in n.urut():
        butir = butir_telaah(p.wilayah_kode, p.dasar)
        paket.append(
            k.PaketTelaah(
                desa=n.desa(p),
                nomor=p.nomor,
                periode=p.periode,
                hitungan=b.hitungan([u for u in p.usulan if u.status in HIDUP], p.wilayah_kode),
                jawaban=[
                    k.JawabanTelaah(uraian=isi["label"], hasil=jawaban[p.id][x].hasil, catatan=jawaban[p.id][x].catatan)
                    for x, isi in butir.items()
                ],
                rekomendasi=REKOMENDASI,
                dasar=LABEL_DASAR[p.dasar],
                versi=p.versi,
            )
        )
    tempat = f"Kantor {n.unit.sebutan}"
    salinan = tembusan(JenisDokumen.BA_TELAAH, n.unit, n.hari)
    sebutan = str(turunan.susunan_naskah(n.kode, n.hari)["sebutan_telaah"])
    isi = k.BaTelaah(**n.umum, dasar_hukum=n.hukum, paket=paket, tempat=tempat, tembusan=salinan, sebutan=sebutan)
    return isi, {"operator_kecamatan": (oleh.nama, "")}


def _ba_verval(n: _Naskah, oleh: Pelaku) -> tuple[k.BaVerval, dict[str, Orang]]:
    usulan = _dinilai(n)
    bebas = list(
        db.session.scalars(sa.select(PembebasanPadanan).where(PembebasanPadanan.paket_id.in_([p.id for p in n.paket])))
    )
    nomor = {p.id: p.nomor for p in n.paket}
    bukti = bukti_keluarga({u.keluarga_id for semua in usulan.values() for u in semua})
    anggota = jumlah_anggota({u.keluarga_id for semua in usulan.values() for u in semua})
    dua = pasangan.sebutan(u for semua in usulan.values() for u in semua)
    isi = k.BaVerval(
        **n.umum,
        dasar_hukum=n.hukum,
        paket=[
            k.PaketVerval(
                kecamatan=n.kecamatan(p),
                desa=n.desa(p),
                nomor=p.nomor,
                periode=p.periode,
                nama=[
                    _nama(u, bukti[u.keluarga_id], anggota.get(u.keluarga_id, 0), dua.get(u.id, ""))
                    for u in usulan[p.id]
                ],
                keterangan=_keterangan(p),
            )
            for p in n.urut()
        ],
        tempat=f"Kantor Dinas Sosial {n.unit.kabupaten}",
        rujukan=n.rujukan(JenisDokumen.BA_TELAAH),
        padanan=_padanan(usulan, n.kode),
        pembebasan=[f"{nomor[x.paket_id]}: {x.alasan}" for x in sorted(bebas, key=lambda x: nomor[x.paket_id])],
    )
    return isi, {}


def _keterangan(p: Paket) -> str:
    ada = (
        ("Paket segera", p.sifat is Sifat.SEGERA),
        ("Terlambat diajukan" if p.terlambat_alasan else "Melewati akhir periode", p.terlambat),
        ("Tanpa telaah kecamatan", p.dilampaui),
    )
    return "; ".join(kata for kata, benar in ada if benar)


def _dinilai(n: _Naskah) -> dict[int, list[Usulan]]:
    """Judged proposals per packet with person, family and content, in one statement."""
    hasil: dict[int, list[Usulan]] = {p.id: [] for p in n.paket}
    tanya = (
        sa.select(Usulan)
        .where(Usulan.paket_id.in_(hasil), Usulan.status.in_((StatusUsulan.LAYAK, StatusUsulan.TIDAK_LAYAK)))
        .options(joinedload(Usulan.warga), joinedload(Usulan.keluarga), undefer(Usulan.isi))
        .order_by(Usulan.id)
    )
    for u in db.session.scalars(tanya):
        hasil[u.paket_id].append(u)
    return hasil


def _nama(u: Usulan, bukti: set[str], anggota: int, dua: str) -> k.NamaVerval:
    ada = [x for x in isian.bukti_wajib(u) if x in bukti]
    layak = u.status is StatusUsulan.LAYAK
    return k.NamaVerval(
        baris=b.bernama(u, ada, anggota, dua),
        hasil="layak" if layak else "tidak_layak",
        alasan="" if layak else u.nilai_alasan,
    )


def _padanan(usulan: dict[int, list[Usulan]], kode: str) -> list[k.Angka]:
    hitung = Counter(u.padanan for semua in usulan.values() for u in semua)
    label = berlaku("hasil_padanan", kode)
    urut = [x for x in label if x in hitung] + [x for x in hitung if x not in label]
    return [k.Angka(label=str(label.get(x, {}).get("label", x)), jumlah=hitung[x]) for x in urut]


def _surat_pengesahan(n: _Naskah, oleh: Pelaku) -> tuple[k.SuratPengesahan, dict[str, Orang]]:
    hitung: dict[int, Counter[str]] = defaultdict(Counter)
    tanya = (
        sa.select(Usulan.paket_id, Usulan.jenis, sa.func.count())
        .where(Usulan.paket_id.in_([p.id for p in n.paket]), Usulan.status == StatusUsulan.LAYAK)
        .group_by(Usulan.paket_id, Usulan.jenis)
    )
    for paket_id, jenis, jumlah in db.session.execute(tanya):
        hitung[paket_id][jenis] = jumlah
    ada = {jenis for satu in hitung.values() for jenis in satu}
    urutan = [j for j in berlaku("jenis_usulan", n.kode, semua=True) if j in ada]
    isi = k.SuratPengesahan(
        **n.umum,
        pejabat=sebutan_jabatan("kepala_daerah", n.unit),
        dasar_hukum=n.hukum,
        rujukan=n.rujukan(JenisDokumen.BA_VERVAL),
        jenis={j: b.label_jenis(j, n.kode) for j in [*urutan, *sorted(ada - set(urutan))]},
        paket=[
            k.PaketDisahkan(
                kecamatan=n.kecamatan(p), desa=n.desa(p), nomor=p.nomor, periode=p.periode, jumlah=dict(hitung[p.id])
            )
            for p in n.urut()
        ],
        tembusan=tembusan(JenisDokumen.SURAT_PENGESAHAN, n.unit, n.hari),
    )
    return isi, {}
