"""How does a test bring packets past the kecamatan, Dinas Sosial and the regency? Through the same operations."""

import pabrik
import sqlalchemy as sa

from app.domain.akses.pelaku import Pelaku
from app.domain.akses.peran import Peran
from app.domain.bundel import operations as bundel_op
from app.domain.bundel.models import Bundel
from app.domain.bundel.status import JenisBundel
from app.domain.dokumen import pemindaian
from app.domain.dokumen.models import Dokumen, DokumenPaket
from app.domain.dokumen.status import StatusDokumen
from app.domain.usulan import operations as op
from app.domain.usulan import operations_usulan as opu
from app.domain.usulan.kesiapan import butir_telaah
from app.domain.usulan.models import Paket
from app.infra.db import db

J = JenisBundel


class Kabupaten:
    """Everybody above the villages, and packets brought as far as a test needs them."""

    def __init__(self) -> None:
        self.petugas = pabrik.orang(Peran.OPERATOR_KECAMATAN, pabrik.KECAMATAN, "Petugas Telaah")
        self.camat = pabrik.orang(Peran.CAMAT, pabrik.KECAMATAN, "Bu Camat")
        self.petugas_lain = pabrik.orang(Peran.OPERATOR_KECAMATAN, pabrik.KECAMATAN_LAIN)
        self.camat_lain = pabrik.orang(Peran.CAMAT, pabrik.KECAMATAN_LAIN)
        self.verifikator = pabrik.orang(Peran.VERIFIKATOR_DINSOS, pabrik.KABUPATEN)
        self.kadinsos = pabrik.orang(Peran.KEPALA_DINSOS, pabrik.KABUPATEN, "Pak Kadinsos")
        self.bupati = pabrik.orang(Peran.KEPALA_DAERAH, pabrik.KABUPATEN, "Pak Bupati")
        self.desa = {
            kode: pabrik.Desa(kode) for kode in (pabrik.DESA, "33.28.10.2005", pabrik.KELURAHAN, pabrik.DESA_LAIN)
        }

    def diajukan(self, desa: str = pabrik.DESA, jumlah: int = 2, jenis: str = "tambah") -> Paket:
        """A packet submitted to its kecamatan."""
        d = self.desa[desa]
        return d.diajukan(d.paket(jumlah, jenis))

    def telaah(self, paket: Paket, oleh: Pelaku | None = None) -> Paket:
        """Scans confirmed, check list filled: ready for the BA telaah."""
        oleh = oleh or (self.petugas if paket.wilayah_kode.startswith(pabrik.KECAMATAN + ".") else self.petugas_lain)
        konfirmasi_semua(paket, oleh)
        jawaban = dict.fromkeys(butir_telaah(paket.wilayah_kode, paket.dasar), ("ya", ""))
        op.isi_telaah(paket, jawaban, oleh=oleh, versi=paket.versi_baris)
        return paket

    def bundel(self, jenis: JenisBundel, *paket: Paket) -> Bundel:
        """Issued over the packets by the one whose work it is."""
        lain = not paket[0].wilayah_kode.startswith(pabrik.KECAMATAN + ".")
        penyusun = (self.petugas_lain if lain else self.petugas) if jenis is J.TELAAH else self.verifikator
        return bundel_op.terbitkan(jenis, [p.id for p in paket], oleh=penyusun)

    def putuskan(self, bundel: Bundel) -> None:
        """Paper signed and scanned, then decided."""
        tanda_tangani(bundel, self.petugas if bundel.wilayah_kode == pabrik.KECAMATAN else None, self)
        bundel_op.putuskan(bundel, oleh=self.pemutus(bundel), versi=bundel.versi_baris)

    def pemutus(self, bundel: Bundel) -> Pelaku:
        """Who decides a bundel."""
        if bundel.jenis is J.TELAAH:
            return self.camat if bundel.wilayah_kode == pabrik.KECAMATAN else self.camat_lain
        return self.kadinsos if bundel.jenis is J.VERVAL else self.bupati

    def diteruskan(self, desa: str = pabrik.DESA, jumlah: int = 2, jenis: str = "tambah") -> Paket:
        """A packet at Dinas Sosial."""
        paket = self.telaah(self.diajukan(desa, jumlah, jenis))
        self.putuskan(self.bundel(J.TELAAH, paket))
        return paket

    def nilai(self, paket: Paket, tidak_layak: int = 0) -> Paket:
        """Matched and judged: the first `tidak_layak` names not eligible, the others eligible."""
        for urut, u in enumerate(paket.usulan):
            opu.catat_padanan(u, "padan", oleh=self.verifikator, versi=None)
            tolak = urut < tidak_layak
            opu.nilai(
                u,
                "tidak_layak" if tolak else "layak",
                oleh=self.verifikator,
                versi=None,
                alasan_kode="dinilai_mampu" if tolak else "",
            )
        return paket

    def terverifikasi(self, desa: str = pabrik.DESA, jumlah: int = 2, tidak_layak: int = 0) -> Paket:
        """A packet that waits for the sign-off."""
        paket = self.nilai(self.diteruskan(desa, jumlah), tidak_layak)
        self.putuskan(self.bundel(J.VERVAL, paket))
        return paket

    def disahkan(self, desa: str = pabrik.DESA, jumlah: int = 2) -> Paket:
        """A packet signed off."""
        paket = self.terverifikasi(desa, jumlah)
        self.putuskan(self.bundel(J.PENGESAHAN, paket))
        return paket


def konfirmasi_semua(paket: Paket, oleh: Pelaku) -> None:
    """Every signed scan of the packet found alike."""
    for d in dokumen_paket(paket):
        if d.status is StatusDokumen.BERTANDA_TANGAN:
            pemindaian.konfirmasi(d, oleh=oleh, versi=None)


def dokumen_paket(paket: Paket) -> list[Dokumen]:
    """All papers that speak of a packet."""
    tanya = sa.select(Dokumen).join(DokumenPaket, DokumenPaket.dokumen_id == Dokumen.id)
    return list(db.session.scalars(tanya.where(DokumenPaket.paket_id == paket.id).order_by(Dokumen.id)))


def tanda_tangani(bundel: Bundel, oleh: Pelaku | None, kab: Kabupaten) -> None:
    """The bundel's paper printed, signed by all, scanned by its composer."""
    d = db.session.get_one(Dokumen, bundel.dokumen_id)
    pabrik.cetak([d])
    penyusun = {p.pengguna_id: p for p in (kab.petugas, kab.petugas_lain, kab.verifikator)}[bundel.disusun_oleh]
    penanda = [t.id for t in d.tanda_tangan if t.cara is None]
    pemindaian.unggah_pindaian([d], [pabrik.gambar()], penanda=penanda, oleh=oleh or penyusun)
