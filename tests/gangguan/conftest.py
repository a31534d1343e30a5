"""What does a hostile user find? One regency in full swing, with a real id for every kind of address."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

import keadaan
import pabrik
import pytest
import sqlalchemy as sa
from klien import Klien

from app.domain.akses.models import Pengguna, Penugasan
from app.domain.akses.peran import Peran
from app.domain.aturan.models import Aturan
from app.domain.bundel import operations as bundel_op
from app.domain.bundel.models import LaporanGubernur
from app.domain.bundel.status import JenisBundel, StatusLaporan
from app.domain.dokumen import operations as dok
from app.domain.dokumen.models import Gabungan, Himpunan, Pindaian, Tumpukan
from app.domain.notifikasi.models import Notifikasi
from app.domain.rapat.models import FotoRapat
from app.domain.registri.models import BerkasKeluarga, ImporRegistri, Konfirmasi, Warga
from app.domain.usulan import operations as op
from app.domain.usulan.models import DaftarMasuk, FormulirPaket, Paket, Tanda, Usulan
from app.infra import clock, files
from app.infra.db import db

NAMA_PANJANG = "WARGA DENGAN NAMA YANG SANGAT PANJANG SEKALI"
LAIN_KABUPATEN = "35.25"


@dataclass
class Kampung:
    """Packets of our village in four states, and everybody's account by role (ours and others')."""

    akun: dict[str, Pengguna] = field(default_factory=dict)
    draf: int = 0
    siap: int = 0
    diajukan: int = 0
    dikembalikan: int = 0
    nik: set[str] = field(default_factory=set)
    ids: dict[str, int] = field(default_factory=dict)
    pengguna: int = 0

    def alamat(self, aturan: str, nilai: dict[str, int] | None = None) -> str:
        """The address of a rule with our ids in it."""
        return isi_alamat(aturan, {**self.ids, **(nilai or {})})


def isi_alamat(aturan: str, ids: dict[str, int]) -> str:
    """`/paket/<int:paket_id>` with ids filled in; asks for a new kind of id by name."""
    for potong in aturan.split("<")[1:]:
        kunci = potong.partition(">")[0]
        nama = kunci.rpartition(":")[2]
        aturan = aturan.replace(f"<{kunci}>", str(ids[nama]))
    return aturan


def _akun() -> dict[str, Pengguna]:
    tempat = {
        Peran.OPERATOR_DESA: (pabrik.DESA, pabrik.DESA_LAIN),
        Peran.KEPALA_DESA: (pabrik.DESA, pabrik.DESA_LAIN),
        Peran.OPERATOR_KECAMATAN: (pabrik.KECAMATAN, pabrik.KECAMATAN_LAIN),
        Peran.CAMAT: (pabrik.KECAMATAN, pabrik.KECAMATAN_LAIN),
        Peran.PETUGAS_LAPANGAN: (pabrik.DESA, pabrik.DESA_LAIN),
        Peran.PENGAMAT: (pabrik.KABUPATEN, pabrik.KECAMATAN_LAIN),
        Peran.AUDITOR: (pabrik.KABUPATEN, pabrik.KECAMATAN_LAIN),
    }
    hasil = {}
    for peran in Peran:
        kita, lain = tempat.get(peran, (pabrik.KABUPATEN, LAIN_KABUPATEN))
        hasil[f"{peran}"] = pabrik.pengguna(peran, kita)
        hasil[f"{peran}_lain"] = pabrik.pengguna(peran, lain)
    hasil["pengamat_provinsi"] = pabrik.pengguna(Peran.PENGAMAT, "33")
    return hasil


def _satu(kelas, *syarat):
    return db.session.scalar(sa.select(kelas.id).where(*syarat).order_by(kelas.id.desc()).limit(1))


def _wilayah_lain_bertanya(k: Kampung, paket: Paket, w: Warga, sha256: str) -> dict[str, Any]:
    """What reached our village by other ways than its own list, by the name of its id in addresses."""
    dinsos = pabrik.pelaku(k.akun["verifikator_dinsos"])
    operator = pabrik.pelaku(k.akun["operator_desa"])
    tetangga = k.akun["operator_desa_lain"].id
    return {
        "daftar_id": DaftarMasuk(
            wilayah_kode=pabrik.KABUPATEN,
            jalur="dukcapil",
            sumber_nomor="470/118/2026",
            sumber_tanggal=clock.hari_ini(),
            jenis="hapus",
            sha256=sha256,
            oleh=dinsos.pengguna_id,
            penugasan_id=dinsos.penugasan_id,
            selesai=clock.sekarang(),
            laporan=[],
        ),
        "konfirmasi_id": Konfirmasi(
            perihal="mutasi",
            kepada=pabrik.DESA,
            asal_kode=pabrik.DESA_LAIN,
            tenggat=clock.hari_ini() + dt.timedelta(days=7),
            warga_id=w.id,
            nik=w.nik,
            oleh=tetangga,
        ),
        "gabungan_id": Gabungan(
            paket_id=paket.id,
            unit_kode=pabrik.KABUPATEN,
            nama="siks-ng",
            batas_byte=2**20,
            oleh=dinsos.pengguna_id,
            sha256=sha256,
            ukuran=1,
        ),
        "himpunan_id": Himpunan(
            paket_id=paket.id,
            wilayah_kode=pabrik.DESA,
            periode=paket.periode,
            nama="paket",
            judul="Semua naskah",
            oleh=operator.pengguna_id,
            penugasan_id=operator.penugasan_id,
        ),
        "laporan_id": LaporanGubernur(
            wilayah_kode=pabrik.KABUPATEN,
            periode="2026-10",
            status=StatusLaporan.TERBIT,
            disusun_oleh=dinsos.pengguna_id,
        ),
        "formulir_id": FormulirPaket(paket_id=paket.id, sha256=sha256, ukuran=1, diunggah_oleh=tetangga),
    }


@pytest.fixture
def kampung(app, request) -> Kampung:
    """Everything there is, committed."""
    return keadaan.sekali("kampung", _bangun, request)


def _bangun() -> Kampung:
    k = Kampung(akun=_akun())
    desa = pabrik.Desa()
    desa.operator = pabrik.pelaku(k.akun["operator_desa"])
    desa.kades = pabrik.pelaku(k.akun["kepala_desa"])
    petugas = pabrik.pelaku(k.akun["operator_kecamatan"])
    k.dikembalikan = desa.dikembalikan(petugas).id
    terkirim = desa.diajukan()
    kabupaten = pabrik.Kabupaten()
    kabupaten.petugas = petugas
    kabupaten.telaah(terkirim)
    bundel = bundel_op.terbitkan(JenisBundel.TELAAH, [terkirim.id], oleh=petugas)
    k.diajukan = terkirim.id
    k.siap = desa.siap_musyawarah().id
    draf = op.buat_paket(periode="2026-12", oleh=desa.operator)
    k.draf = draf.id
    rumah = pabrik.keluarga()
    w = pabrik.warga(rumah, NAMA_PANJANG)
    u = pabrik.usulan(draf, desa.operator, w=w, lengkap=False)
    impor = ImporRegistri(wilayah_kode=pabrik.DESA, oleh=desa.operator.pengguna_id, nama_asal="x.xlsx", sha256="0" * 64)
    db.session.add(impor)
    gambar = files.simpan(pabrik.gambar()).sha256
    tumpukan = Tumpukan(
        oleh=desa.operator.pengguna_id,
        wilayah_kode=pabrik.DESA,
        dokumen_ids=[],
        sha256=gambar,
        halaman=1,
        terbaca=[[1, "", None, 0, gambar, False]],
    )
    db.session.add(tumpukan)
    pabrik.bukti(rumah, ["KTP"], desa.operator)
    db.session.add(Notifikasi(pengguna_id=desa.operator.pengguna_id, teks="Paket dikembalikan.", tautan="/paket"))
    baru = _wilayah_lain_bertanya(k, draf, w, gambar)
    db.session.add_all(baru.values())
    db.session.flush()
    surat = dok.milik_paket(k.dikembalikan)
    k.pengguna = k.akun["operator_desa"].id
    k.ids = {
        "paket_id": draf.id,
        "usulan_id": u.id,
        "warga_id": w.id,
        "keluarga_id": rumah.id,
        "berkas_id": _satu(BerkasKeluarga, BerkasKeluarga.keluarga_id == rumah.id),
        "impor_id": impor.id,
        "tumpukan_id": tumpukan.id,
        "nomor": 1,
        "seri": 1,
        "mana": "segera",
        "kata": "masuk",
        "bundel_id": bundel.id,
        "rapat_id": db.session.get_one(Paket, k.dikembalikan).rapat_id,
        "tanda_id": _satu(Tanda, Tanda.paket_id == k.dikembalikan),
        "dokumen_id": surat[0].id,
        "pindaian_id": _satu(Pindaian),
        "baris_id": _satu(Aturan),
        "id_": _satu(Notifikasi, Notifikasi.pengguna_id == desa.operator.pengguna_id),
        "penugasan_id": _satu(Penugasan, Penugasan.pengguna_id == k.pengguna),
        "pengguna_id": k.pengguna,
        **{nama: satu.id for nama, satu in baru.items()},
    }
    k.ids["foto_id"] = _satu(FotoRapat, FotoRapat.rapat_id == k.ids["rapat_id"])
    assert db.session.get_one(Usulan, u.id).paket_id == draf.id
    k.nik = {str(n) for n in db.session.scalars(sa.select(Warga.nik)) if n}
    db.session.commit()
    db.session.remove()
    return k


@pytest.fixture
def sebagai(app, kampung):
    """A signed-in client by account name, one per name."""
    ada: dict[str, Klien] = {}

    def ambil(nama: str) -> Klien:
        if nama not in ada:
            ada[nama] = Klien(app).masuk(kampung.akun[nama].nama_pengguna)
        return ada[nama]

    return ambil
