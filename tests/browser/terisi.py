"""What is in the database that the pages are looked at with? Packets in every state, and somebody of every role."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pabrik
import sqlalchemy as sa
from browser.terisi_lain import daftar_kabupaten, isi_lain

from app.domain.akses.models import Pengguna, Penugasan
from app.domain.akses.pelaku import Pelaku
from app.domain.akses.peran import Peran
from app.domain.bundel import operations as bundel_op
from app.domain.bundel.status import JenisBundel
from app.domain.dokumen.models import Dokumen, DokumenPaket
from app.domain.rapat.models import FotoRapat
from app.domain.registri.models import BerkasKeluarga
from app.domain.usulan import operations as op
from app.domain.usulan.models import Paket
from app.infra import jobs
from app.infra.db import db
from app.infra.jobs import Tugas

DESA_KOSONG = "33.28.10.2005"


@dataclass
class Isi:
    """Who signs in under which name, and what `{names}` in an address stand for."""

    siapa: dict[str, str] = field(default_factory=dict)
    nomor: dict[str, int | str] = field(default_factory=dict)

    def alamat(self, pola: str) -> str:
        """`/paket/{draf}` → `/paket/7`."""
        return pola.format_map(self.nomor)


def isi_penuh(tugas: Mapping[str, Tugas]) -> Isi:
    """Fill the database of the current application and say what is where; everybody is told, no paper is drawn."""
    isi = Isi()
    desa, kelurahan, lain = pabrik.Desa(), pabrik.Desa(pabrik.KELURAHAN), pabrik.Desa(pabrik.DESA_LAIN)
    kab = pabrik.Kabupaten()
    _nama(isi, "operator_kelurahan", kelurahan.operator)
    _nama(isi, "kades_lain", lain.kades)
    _orang(isi, desa, kab)
    isi.nomor |= daftar_kabupaten(desa, kab)
    paket = {
        "selesai": kab.selesai(kab.disahkan(kab.terverifikasi(kab.diteruskan(desa.diajukan())))),
        "disahkan": kab.disahkan(kab.terverifikasi(kab.diteruskan(desa.diajukan()))),
        "terverifikasi": kab.terverifikasi(kab.diteruskan(desa.diajukan())),
        "diteruskan": kab.diteruskan(desa.diajukan(_beragam(desa))),
        "ditelaah": _ditelaah(desa, kab),
        "diajukan": desa.diajukan(_beragam(desa)),
        "dikembalikan": desa.dikembalikan(kab.petugas),
        "dibatalkan": _dibatalkan(desa),
        "draf": _beragam(desa),
        "siap_musyawarah": kelurahan.siap_musyawarah(kelurahan.paket(3, "perbaikan")),
        "siap_diajukan": lain.siap_ajukan(),
        "kosong": op.buat_paket(oleh=_nama(isi, "operator_kosong", pabrik.orang(Peran.OPERATOR_DESA, DESA_KOSONG))),
    }
    lain, nomor = isi_lain(desa, kelurahan, paket)
    for sebutan, siapa in lain.items():
        _nama(isi, sebutan, siapa)
    isi.nomor |= nomor
    pabrik.usulan(paket["draf"], desa.operator, lengkap=False)
    isi.nomor["bundel_terbit"] = bundel_op.terbitkan(JenisBundel.TELAAH, [paket["ditelaah"].id], oleh=kab.petugas).id
    sahkan = bundel_op.terbitkan(JenisBundel.PENGESAHAN, [paket["terverifikasi"].id], oleh=kab.verifikator)
    isi.nomor["bundel_sahkan"] = sahkan.id
    _nomor(isi, paket)
    db.session.commit()
    while jobs.kerjakan_satu({**tugas, "dokumen.buat": _tanpa_kertas}):
        pass
    db.session.remove()
    return isi


def _tanpa_kertas(_kemajuan: jobs.Kemajuan, **_muatan: object) -> None:
    """Papers are tested elsewhere; here they only need a row."""


def _orang(isi: Isi, desa: pabrik.Desa, kab: pabrik.Kabupaten) -> None:
    for nama in ("operator", "kades"):
        _nama(isi, nama, getattr(desa, nama))
    for nama in ("petugas", "camat", "verifikator", "kadinsos", "bupati"):
        _nama(isi, nama, getattr(kab, nama))
    for peran in (Peran.DUKCAPIL, Peran.PENGAMAT, Peran.AUDITOR, Peran.ADMIN):
        _nama(isi, peran.value, pabrik.orang(peran, pabrik.KABUPATEN))
    _nama(isi, "lapangan", pabrik.orang(Peran.PETUGAS_LAPANGAN, pabrik.DESA))
    baru = pabrik.pengguna(Peran.OPERATOR_DESA)
    baru.harus_ganti_sandi = True
    isi.siapa["baru"] = baru.nama_pengguna
    rangkap = pabrik.pengguna(Peran.OPERATOR_DESA, nama="Dua Tugas")
    db.session.add(
        Penugasan(
            pengguna_id=rangkap.id, peran=Peran.KEPALA_DESA, wilayah_kode=DESA_KOSONG, mulai=pabrik.dt.date(2024, 1, 1)
        )
    )
    isi.siapa["rangkap"] = rangkap.nama_pengguna
    db.session.flush()


def _nama(isi: Isi, sebutan: str, siapa: Pelaku) -> Pelaku:
    isi.siapa[sebutan] = db.session.get_one(Pengguna, siapa.pengguna_id).nama_pengguna
    isi.nomor[f"pengguna_{sebutan}"] = siapa.pengguna_id
    return siapa


def _beragam(desa: pabrik.Desa) -> Paket:
    """One complete proposal of most kinds."""
    paket = desa.paket(1)
    for jenis in ("hapus", "perbaikan", "bansos_pkh", "bansos_bpnt", "bansos_pbi"):
        pabrik.usulan(paket, desa.operator, jenis)
    anak = pabrik.warga(pabrik.keluarga(), "ANAK SALEHAH", lahir=pabrik.dt.date(2016, 5, 4), jk="P")
    pabrik.usulan(paket, desa.operator, "atensi_yapi", anak)
    return paket


def _ditelaah(desa: pabrik.Desa, kab: pabrik.Kabupaten) -> Paket:
    paket = desa.diajukan()
    kab.telaah(paket)
    return paket


def _dibatalkan(desa: pabrik.Desa) -> Paket:
    paket = desa.siap_musyawarah()
    op.batalkan(paket, alasan="Musyawarah tidak jadi diadakan.", oleh=desa.operator, versi=paket.versi_baris)
    return paket


def _nomor(isi: Isi, paket: Mapping[str, Paket]) -> None:
    """Names for the addresses: every packet, its proposals (`{usulan_draf}`), its meeting, papers by kind."""
    db.session.flush()
    for nama, p in paket.items():
        isi.nomor[nama] = p.id
        isi.nomor |= {f"usulan_{nama}": u.id for u in p.usulan}
        isi.nomor |= {f"{u.jenis}_{nama}": u.id for u in p.usulan}
        if p.rapat_id:
            isi.nomor[f"rapat_{nama}"] = p.rapat_id
        surat = (
            sa.select(Dokumen.id, Dokumen.jenis, Dokumen.kode).join(DokumenPaket).where(DokumenPaket.paket_id == p.id)
        )
        for d in db.session.execute(surat):
            isi.nomor[f"{d.jenis}_{nama}"] = d.id
            isi.nomor[f"kode_{d.jenis}_{nama}"] = d.kode
    u = paket["draf"].usulan[0]
    isi.nomor |= {"warga": u.warga_id, "keluarga": u.keluarga_id}
    isi.nomor["berkas"] = db.session.scalars(sa.select(BerkasKeluarga.id)).first() or 0
    isi.nomor["foto"] = db.session.scalars(sa.select(FotoRapat.id).order_by(FotoRapat.id.desc())).first() or 0
    isi.nomor["dokumen"] = db.session.scalars(sa.select(Dokumen.id)).first() or 0
