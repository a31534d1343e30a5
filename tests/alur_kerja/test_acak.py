"""Whatever anyone tries in whatever order: is no state undeclared, no proposal lost, and every total true at issue?

Random actors take random steps through the real operations; every refusal leaves nothing behind, and after every step
that was taken the whole small regency is looked at. The seed of a failure repeats it.
"""

import datetime as dt
import random
from collections import Counter
from collections.abc import Callable

import pabrik
import pytest
import sqlalchemy as sa
from pabrik_bundel import J, Kabupaten

from app.domain.bundel import operations as bundel_op
from app.domain.bundel import operations_terpaksa as terpaksa
from app.domain.bundel.models import Bundel, BundelPaket
from app.domain.bundel.status import StatusBundel
from app.domain.dokumen.models import Dokumen, DokumenPaket
from app.domain.dokumen.status import JenisDokumen as D
from app.domain.usulan import operations as op
from app.domain.usulan import operations_perubahan as opp
from app.domain.usulan import operations_usulan as opu
from app.domain.usulan.alur_paket import ALUR_PAKET
from app.domain.usulan.alur_usulan import ALUR_USULAN
from app.domain.usulan.models import Paket, Perubahan, Usulan
from app.domain.usulan.status import HIDUP, TERBUKA, StatusPaket, StatusUsulan
from app.infra import audit, clock
from app.infra.db import db
from app.infra.galat import Galat

LANGKAH_DICOBA = 200
MULAI = dt.datetime(2026, 11, 2, 3, tzinfo=dt.UTC)
TANDA = ("foto_rumah_tidak_jelas", "kk_tidak_cocok")
S = StatusPaket


class Pejalan:
    """One walk: the regency, its people, and everything they may try."""

    def __init__(self, benih: int) -> None:
        self.acak = random.Random(benih)
        self.kab = k = Kabupaten()
        self.orang = [k.petugas, k.camat, k.petugas_lain, k.camat_lain, k.verifikator, k.kadinsos, k.bupati]
        self.orang += [o for d in k.desa.values() for o in (d.operator, d.kades)]
        for desa in k.desa.values():
            paket = desa.paket(3)
            pabrik.usulan(paket, desa.operator, "hapus")
            keluar = paket.usulan[-1]
            opu.pasangkan(keluar, paket.usulan[0].id, oleh=desa.operator, versi=keluar.versi_baris)
            desa.diajukan(paket)
        self.disusun_ulang: set[int] = set()
        self.diambil: Counter[str] = Counter()
        self.usulan = set(db.session.scalars(sa.select(Usulan.id)))
        self.terakhir = 0
        db.session.flush()
        self.periksa()

    # who, where, what

    def paket(self, *status: StatusPaket) -> Paket:
        tanya = sa.select(Paket).where(Paket.status.in_(status)) if status else sa.select(Paket)
        return self.acak.choice(db.session.scalars(tanya.order_by(Paket.id)).all() or [db.session.get_one(Paket, 1)])

    def nama(self) -> Usulan:
        return self.acak.choice(self.paket(*TERBUKA).usulan or self.paket().usulan or [db.session.get_one(Usulan, 1)])

    def siapa(self, *sering: object) -> object:
        """Mostly whoever may, now and then anybody."""
        return self.acak.choice(sering if sering and self.acak.random() < 0.8 else self.orang)

    def desa(self, p: Paket) -> pabrik.Desa:
        return self.kab.desa[p.wilayah_kode]

    def pemegang(self, p: Paket) -> object:
        dekat = p.wilayah_kode.startswith(pabrik.KECAMATAN + ".")
        kecamatan = self.kab.petugas if dekat else self.kab.petugas_lain
        return self.siapa(kecamatan if p.status is S.DIAJUKAN else self.kab.verifikator)

    # the steps

    def kembalikan(self) -> None:
        p = self.paket(S.DIAJUKAN, S.DITERUSKAN)
        tanda = [(u.id, self.acak.choice(TANDA), "") for u in p.usulan if self.acak.random() < 0.4]
        if self.acak.random() < 0.2:
            tanda.append((None, "ba_tidak_lengkap", ""))
        op.kembalikan(p, tanda, oleh=self.pemegang(p), versi=p.versi_baris)

    def pisahkan(self) -> None:
        p = self.paket(S.DIAJUKAN, S.DITERUSKAN)
        pilih = [u.id for u in p.usulan if self.acak.random() < 0.4]
        op.pisahkan(p, pilih, alasan="Perlu dilihat lagi.", oleh=self.pemegang(p), versi=p.versi_baris)

    def telaah(self) -> None:
        self.kab.telaah(self.paket(S.DIAJUKAN))

    def terbitkan(self) -> None:
        jenis, asal = self.acak.choice(
            [(J.TELAAH, S.DIAJUKAN), (J.VERVAL, S.DITERUSKAN), (J.PENGESAHAN, S.TERVERIFIKASI)]
        )
        paket = {self.paket(asal).id for _ in range(self.acak.randint(1, 3))}
        oleh = self.siapa(
            *((self.kab.petugas, self.kab.petugas_lain) if jenis is J.TELAAH else (self.kab.verifikator,))
        )
        bundel_op.terbitkan(jenis, paket, oleh=oleh)

    def bundel(self) -> Bundel:
        semua = db.session.scalars(
            sa.select(Bundel).where(Bundel.status == StatusBundel.TERBIT).order_by(Bundel.id)
        ).all()
        return self.acak.choice(
            semua
            or db.session.scalars(sa.select(Bundel).order_by(Bundel.id)).all()
            or [self.kab.bundel(J.TELAAH, self.paket())]
        )

    def putuskan(self) -> None:
        self.kab.putuskan(self.bundel())

    def buka_bundel(self) -> None:
        b = self.bundel()
        oleh = self.siapa(self.kab.pemutus(b))
        bundel_op.buka(b, alasan="Keliru.", oleh=oleh, versi=b.versi_baris)

    def padankan_dan_nilai(self) -> None:
        u = self.nama()
        opu.catat_padanan(u, self.acak.choice(("padan", "tidak_ditemukan")), oleh=self.kab.verifikator, versi=None)
        hasil = self.acak.choice(("layak", "layak", "tidak_layak", "batal"))
        lepas = self.acak.random() < 0.2
        oleh = self.siapa(self.kab.verifikator)
        opu.nilai(u, hasil, oleh=oleh, versi=u.versi_baris, alasan_kode="dinilai_mampu", lepas_pasangan=lepas)

    def nilai_semua(self) -> None:
        self.kab.nilai(self.paket(S.DITERUSKAN))

    def minta(self) -> None:
        u, jenis = self.nama(), self.acak.choice(("ralat", "penarikan", "gugur", "perbaikan"))
        desa = self.desa(u.paket)
        pabrik.bukti(u.keluarga, ["AKTA_KEMATIAN"], desa.operator)
        isi = {"ralat.nama": [f"NAMA {self.acak.randint(1, 99)}"], "baru.keadaan": [f"Keadaan {self.acak.random()}"]}
        lepas = jenis == "gugur" and self.acak.random() < 0.3
        opp.minta(
            u, jenis, alasan="Perlu.", alasan_kode="meninggal", kiriman=isi, oleh=self.siapa(desa.operator),
            versi=u.versi_baris, lepas_pasangan=lepas,
        )  # fmt: skip

    def lembar(self) -> None:
        p = self.paket(*TERBUKA)
        opp.terbitkan_lembar(p, oleh=self.desa(p).operator)
        self.desa(p).tanda_tangani(p)

    def jawab_permintaan(self) -> None:
        p = self.acak.choice(
            db.session.scalars(sa.select(Perubahan).where(Perubahan.hasil.is_(None)).order_by(Perubahan.id)).all()
            or [None]
        )
        if p is None:
            return
        u = db.session.get_one(Usulan, p.usulan_id)
        oleh = self.pemegang(u.paket)
        if self.acak.random() < 0.2:
            opp.tolak(u, alasan="Tidak cocok.", oleh=oleh, versi=u.versi_baris)
        else:
            terpaksa.terima_perubahan(u, p.jenis, oleh=oleh, versi=u.versi_baris)

    def ajukan_ulang(self) -> None:
        p = self.paket(S.DIKEMBALIKAN)
        desa = self.desa(p)
        for t in pabrik.syarat_paket.tanda_terbuka(p):
            op.jawab_tanda(t.id, "dipertahankan", "Sudah benar.", oleh=desa.operator)
        op.ajukan_ulang(p, oleh=self.siapa(desa.kades), versi=p.versi_baris)

    def ajukan(self) -> None:
        p = self.paket(S.SIAP_DIAJUKAN)
        self.desa(p).tanda_tangani(p)
        op.ajukan(p, oleh=self.siapa(self.desa(p).kades), versi=p.versi_baris, terlambat_alasan="Jaringan mati.")

    def beralasan(self) -> None:
        """Steps that only ask a reason; those that end a packet are tried less often."""
        p = self.paket(*TERBUKA)
        desa = self.desa(p)
        langkah, oleh = self.acak.choice(
            [
                (op.tarik_kembali, desa.kades),
                (op.susun_ulang, desa.operator),
                (op.buka_verval, self.kab.kadinsos),
                (terpaksa.lampaui_kecamatan, self.kab.kadinsos),
                (op.buka, desa.operator),
            ]
            + ([(op.batalkan, desa.operator), (op.hentikan, self.kab.kadinsos)] if self.acak.random() < 0.2 else [])
        )
        langkah(p, alasan="Perlu.", oleh=self.siapa(oleh), versi=p.versi_baris)
        if langkah in (op.susun_ulang, op.buka):
            self.disusun_ulang.add(p.id)

    def sptjm(self) -> None:
        p = self.paket(S.DRAF)
        desa = self.desa(p)
        for u in p.usulan:
            if u.status is StatusUsulan.DRAF:
                opu.lengkapi(u, oleh=desa.operator, versi=u.versi_baris)
        op.pakai_sptjm(p, alasan="Tidak ada musyawarah.", oleh=desa.operator, versi=p.versi_baris)

    def tutup(self) -> None:
        p = self.paket(*TERBUKA)
        op.tutup(p, oleh=self.pemegang(p), versi=p.versi_baris)

    def hari_berlalu(self) -> None:
        clock.bekukan(clock.sekarang() + dt.timedelta(days=self.acak.randint(1, 4)))

    def langkah(self) -> None:
        """One try: taken whole or not at all."""
        coba: Callable[[], None] = self.acak.choices(LANGKAH, BOBOT)[0].__get__(self)
        titik = db.session.begin_nested()
        try:
            coba()
            db.session.flush()
        except Galat:
            titik.rollback()
            return
        titik.commit()
        self.diambil[coba.__name__] += 1
        self.periksa()

    # what must hold

    def periksa(self) -> None:
        db.session.expire_all()
        usulan = db.session.execute(sa.select(Usulan.id, Usulan.paket_id, Usulan.status, Usulan.hidup)).all()
        paket = {p.id: p for p in db.session.scalars(sa.select(Paket))}
        assert {u.id for u in usulan} == self.usulan
        assert {u.paket_id for u in usulan} <= set(paket)
        assert {str(p.status) for p in paket.values()} <= ALUR_PAKET.terjangkau()
        assert {str(u.status) for u in usulan} <= ALUR_USULAN.terjangkau()
        assert all(u.hidup == (u.status in HIDUP) for u in usulan if paket[u.paket_id].status in TERBUKA)
        for p in paket.values():
            assert p.induk_id is None or paket[p.induk_id].wilayah_kode == p.wilayah_kode
            if p.bundel_id:
                bundel = db.session.get_one(Bundel, p.bundel_id)
                assert bundel.status is StatusBundel.TERBIT
                assert db.session.get(BundelPaket, (bundel.id, p.id)) is not None
        self.periksa_kertas()
        self.periksa_lampiran()

    def periksa_kertas(self) -> None:
        """Totals on every paper issued by this step against the rows as they are."""
        baru = db.session.scalars(sa.select(Dokumen).where(Dokumen.id > self.terakhir).order_by(Dokumen.id)).all()
        for d in baru:
            self.terakhir = d.id
            if d.jenis in JUMLAH:
                JUMLAH[d.jenis](d)

    def periksa_lampiran(self) -> None:
        """BA or SPTJM and its sheets of changes = the list of the packet and of those split from it."""
        lampiran = db.session.scalars(sa.select(Dokumen).where(Dokumen.jenis == D.LAMPIRAN)).all()
        for d in lampiran:
            pembaca = set(db.session.scalars(sa.select(DokumenPaket.paket_id).where(DokumenPaket.dokumen_id == d.id)))
            if pembaca & self.disusun_ulang:
                continue
            isi = d.konteks["isi"]
            tercetak = sum(len(isi[bagian]) for bagian in ("tambah", "hapus", "perbaikan"))
            assert tercetak == db.session.scalar(
                sa.select(sa.func.count()).select_from(Usulan).where(Usulan.paket_id.in_(pembaca))
            )


def _jumlah(nomor: str, *status: StatusUsulan) -> int:
    tanya = sa.select(sa.func.count()).select_from(Usulan).join(Paket, Paket.id == Usulan.paket_id)
    return db.session.scalar(tanya.where(Paket.nomor == nomor, Usulan.status.in_(status))) or 0


def _nomor(d: Dokumen) -> str:
    """The packet that a paper of a village was issued for."""
    paket = db.session.scalar(sa.select(DokumenPaket.paket_id).where(DokumenPaket.dokumen_id == d.id))
    return db.session.get_one(Paket, paket).nomor


def _lampiran(d: Dokumen) -> None:
    isi = d.konteks["isi"]
    assert sum(len(isi[b]) for b in ("tambah", "hapus", "perbaikan")) == _jumlah(_nomor(d), StatusUsulan.DISEPAKATI)


def _ba(d: Dokumen) -> None:
    putusan = d.konteks["isi"]["putusan"]
    for kolom, status in (
        ("disepakati", StatusUsulan.DISEPAKATI),
        ("ditunda", StatusUsulan.DITUNDA),
        ("tidak_disepakati", StatusUsulan.TIDAK_DISEPAKATI),
    ):
        assert sum(h[kolom] for h in putusan) == _jumlah(_nomor(d), status)


def _sptjm(d: Dokumen) -> None:
    assert sum(h["disepakati"] for h in d.konteks["isi"]["hitungan"]) == _jumlah(_nomor(d), StatusUsulan.DISEPAKATI)


def _pengumuman(d: Dokumen) -> None:
    hasil = Counter(b["hasil"] for b in d.konteks["isi"]["baris"])
    assert sum(hasil.values()) == _jumlah(_nomor(d), *DIPUTUS)


def _awal(d: Dokumen) -> None:
    """At the start of the walk every name that was listed for the meeting is still there."""
    assert len(d.konteks["isi"]["baris"]) == _jumlah(_nomor(d), *HIDUP, *DIPUTUS)


def _pengantar(d: Dokumen) -> None:
    isi = d.konteks["isi"]
    assert sum(h["disepakati"] for h in isi["hitungan"]) == _jumlah(isi["paket_nomor"], StatusUsulan.DISEPAKATI)


def _lembar(d: Dokumen) -> None:
    milik = db.session.scalars(sa.select(Perubahan).where(Perubahan.dokumen_id == d.id)).all()
    assert len(d.konteks["isi"]["baris"]) == len(milik) > 0
    assert [b["alasan"] for b in d.konteks["isi"]["baris"]] == [p.alasan for p in sorted(milik, key=lambda p: p.id)]


def _telaah(d: Dokumen) -> None:
    for p in d.konteks["isi"]["paket"]:
        assert sum(h["diusulkan"] for h in p["hitungan"]) == _jumlah(p["nomor"], *HIDUP)


def _verval(d: Dokumen) -> None:
    for p in d.konteks["isi"]["paket"]:
        hasil = Counter(n["hasil"] for n in p["nama"])
        assert hasil["layak"] == _jumlah(p["nomor"], StatusUsulan.LAYAK)
        assert hasil["tidak_layak"] == _jumlah(p["nomor"], StatusUsulan.TIDAK_LAYAK)


def _pengesahan(d: Dokumen) -> None:
    for p in d.konteks["isi"]["paket"]:
        assert sum(p["jumlah"].values()) == _jumlah(p["nomor"], StatusUsulan.LAYAK) > 0


DIPUTUS = (StatusUsulan.DISEPAKATI, StatusUsulan.DITUNDA, StatusUsulan.TIDAK_DISEPAKATI)
JUMLAH = {
    D.DAFTAR_USULAN_AWAL: _awal,
    D.BA_KOSONG: _awal,
    D.BA_MUSYAWARAH: _ba,
    D.PENGUMUMAN_HASIL: _pengumuman,
    D.SPTJM: _sptjm,
    D.LAMPIRAN: _lampiran,
    D.SURAT_PENGANTAR: _pengantar,
    D.LEMBAR_PERUBAHAN: _lembar,
    D.BA_TELAAH: _telaah,
    D.BA_VERVAL: _verval,
    D.SURAT_PENGESAHAN: _pengesahan,
}
P = Pejalan
LANGKAH, BOBOT = zip(
    (P.kembalikan, 3), (P.pisahkan, 3), (P.telaah, 6), (P.terbitkan, 8), (P.putuskan, 8), (P.buka_bundel, 1),
    (P.padankan_dan_nilai, 5), (P.nilai_semua, 6), (P.minta, 6), (P.lembar, 5), (P.jawab_permintaan, 7),
    (P.ajukan_ulang, 6), (P.ajukan, 3), (P.beralasan, 4), (P.sptjm, 2), (P.tutup, 2), (P.hari_berlalu, 1),
    strict=True,
)  # fmt: skip


@pytest.mark.parametrize("benih", [3328, 20261122])
def test_langkah_acak_tidak_pernah_menghilangkan_usulan_atau_memalsukan_jumlah(app, record_property, benih):
    clock.bekukan(MULAI)
    try:
        jalan = Pejalan(benih)
        for _ in range(LANGKAH_DICOBA):
            jalan.langkah()
        record_property("langkah", dict(jalan.diambil))
        assert audit.periksa() is None
        assert len(jalan.diambil) >= 5, jalan.diambil
    finally:
        clock.bekukan(None)
