"""What does a regency's database hold after years of work? Finished packets in bulk, and a month of open ones."""

import datetime as dt
import hashlib
import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.cli.demo import penduduk
from app.cli.demo.muatan import Baris, Muatan, instan
from app.domain.dokumen.models import Dokumen, DokumenPaket, TandaTangan
from app.domain.rapat.models import Peserta, Rapat
from app.domain.registri.models import BerkasKeluarga, Keluarga, Warga
from app.domain.usulan.models import Paket, Usulan
from app.domain.usulan.operations_usulan import kode_lacak
from app.infra import crypto
from app.infra.audit import AWAL, Audit, AuditKepala
from app.infra.db import Dasar, JsonRahasia

ISI_PAKET = 27
ANGGOTA = (3, 3, 4, 3)  # members per family, in turn
TABEL: tuple[type[Dasar], ...] = (
    Keluarga,
    Warga,
    BerkasKeluarga,
    Rapat,
    Peserta,
    Paket,
    Usulan,
    Dokumen,
    DokumenPaket,
    TandaTangan,
    Audit,
    AuditKepala,
)
# State of a packet → (how many of 435 open ones, state of its proposals)
TERBUKA = {
    "draf": (85, "siap"), "siap_musyawarah": (60, "siap"), "siap_diajukan": (60, "disepakati"),
    "diajukan": (85, "disepakati"), "dikembalikan": (20, "disepakati"), "diteruskan": (70, "disepakati"),
    "terverifikasi": (30, "layak"), "disahkan": (25, "layak"),
}  # fmt: skip
JENIS = ("tambah", "bansos_bpnt", "tambah", "bansos_pkh", "tambah", "bansos_pbi")
LANGKAH_USULAN = (
    ("usulan.catat", "", "draf"), ("usulan.isi", "draf", "draf"), ("usulan.lengkapi", "draf", "siap"),
    ("usulan.sepakati", "siap", "disepakati"), ("usulan.nilai_layak", "disepakati", "layak"),
    ("usulan.catat_hasil", "layak", "layak"),
)  # fmt: skip
LANGKAH_PAKET = (
    ("paket.buat", "", "draf"), ("paket.siapkan_musyawarah", "draf", "siap_musyawarah"),
    ("paket.catat_musyawarah", "siap_musyawarah", "siap_diajukan"), ("paket.ajukan", "siap_diajukan", "diajukan"),
    ("paket.teruskan", "diajukan", "diteruskan"), ("paket.setujui_verval", "diteruskan", "terverifikasi"),
    ("paket.sahkan", "terverifikasi", "disahkan"), ("paket.catat_hasil", "disahkan", "selesai"),
)  # fmt: skip
KERTAS = ("ba_musyawarah", "daftar_hadir", "lampiran", "surat_pengantar")


@dataclass
class Pembuat:
    """Makes the rows of packets, with ids of its own from `awal` up; the villages take turns."""

    desa: Sequence[str]
    kini: dt.datetime
    pengguna: int
    awal: int = 1_000_000
    wadah: dict[type[Dasar], list[Baris]] = field(default_factory=lambda: {t: [] for t in TABEL})

    def __post_init__(self) -> None:
        self.nomor = dict.fromkeys(TABEL, self.awal)
        self.kecamatan = {k: n for n, k in enumerate(sorted({d.rpartition(".")[0] for d in self.desa}))}
        self.urut_nik = dict.fromkeys(self.kecamatan, 0)
        self.urut_kk = dict.fromkeys(self.kecamatan, 0)
        segel: Callable[[Any], bytes] = lambda isi: JsonRahasia().process_bind_param(isi, None) or b""  # type: ignore[arg-type]  # noqa: E731
        self.rincian, self.konteks = segel({}), segel({"kepala": {}, "isi": {"catatan": "-" * 2800}})
        jawaban = {f"q{n:02d}": "ya" if n % 3 else "tidak" for n in range(1, 11)}
        baru = {"program": ["pkh"], "keadaan": "Bekerja serabutan, rumah berdinding bambu.", "keterangan": "",
                "komponen": "sd", "kepesertaan_kini": "belum"}  # fmt: skip
        self.isi = segel({"lama": {}, "baru": baru, "jawaban": jawaban, "hubungan": "tidak_ada"})

    def _id(self, model: type[Dasar]) -> int:
        self.nomor[model] += 1
        return self.nomor[model]

    def terbuka(self, lewati: int = 0) -> Iterator[int]:
        """One open packet a village but the first few, this month; yields how many proposals each has."""
        jumlah = sum(n for n, _ in TERBUKA.values())
        keadaan = [s for s, (n, _) in TERBUKA.items() for _ in range(n)]
        for n, desa in enumerate(self.desa[lewati:]):
            # Neighbours are in different states: 7 and 435 have no common factor.
            status = keadaan[n * 7 % jumlah]
            saat = self.kini - dt.timedelta(hours=3 + n % 400)
            self.paket(desa, self.kini.strftime("%Y-%m"), 1, saat, status, 23)
            yield 23

    def rampung(self, mulai: int = 0) -> Iterator[int]:
        """Finished packets without end, village by village and month by month into the past."""
        n = mulai
        while True:
            bulan = 2 + n // len(self.desa)
            saat = self.kini - dt.timedelta(days=30 * bulan, hours=n % 300)
            self.paket(
                self.desa[n % len(self.desa)], saat.strftime("%Y-%m"), 1 + n // 50_000, saat, "selesai", ISI_PAKET
            )
            yield ISI_PAKET
            n += 1

    def paket(self, desa: str, periode: str, urut: int, saat: dt.datetime, status: str, jumlah: int) -> None:
        """One packet with its meeting, papers, proposals, families and history."""
        w, pid, waktu = self.wadah, self._id(Paket), instan(saat)
        rapat = None if status == "draf" else self._rapat(desa, saat, penuh=status in TERBUKA)
        w[Paket].append(
            {
                "id": pid,
                "nomor": f"USL/{desa}/{periode}/{urut}-{pid}",
                "wilayah_kode": desa,
                "periode": periode,
                "urut": urut,
                "status": status,
                "dasar": "musyawarah",
                "sifat": "biasa",
                "versi": 0 if status.startswith(("draf", "siap")) else 1,
                "versi_baris": 9,
                "profil": "dtsen-2025",
                "rapat_id": rapat,
                "dibuat": waktu,
                "dibuat_oleh": self.pengguna,
                "disusun_oleh": self.pengguna,
                "sejak": waktu,
                "diajukan_pada": waktu,
                "dikembalikan_dari": "diajukan" if status == "dikembalikan" else "",
            }
        )
        if status not in ("draf", "siap_musyawarah"):
            self._kertas(pid, desa, periode, saat)
        fakta: list[tuple[str, str, str, str]] = []
        akhir = "layak" if status == "selesai" else TERBUKA[status][1]
        for n in range(jumlah):
            uid = self._usulan(pid, desa, n, akhir, waktu, hidup=status != "selesai")
            fakta += [(a, f"usulan:{uid}", dari, ke) for a, dari, ke in LANGKAH_USULAN]
        fakta += [(a, f"paket:{pid}", dari, ke) for a, dari, ke in LANGKAH_PAKET]
        self._audit(pid, fakta, saat)

    def _rapat(self, desa: str, saat: dt.datetime, *, penuh: bool) -> int:
        rid = self._id(Rapat)
        self.wadah[Rapat].append(
            {
                "id": rid,
                "jenis": "musdes",
                "wilayah_kode": desa,
                "penyelenggara": "bpd",
                "perihal": "Musyawarah Desa",
                "tanggal": saat.date().isoformat(),
                "pukul_mulai": "09:00:00.000000",
                "tempat": "Balai desa",
                "pimpinan_nama": "H. Masruri",
                "notulis_nama": "Teguh",
                "pembahasan": "Setiap nama dibahas.",
                "cara_keputusan": "mufakat",
                "dicatat": instan(saat),
                "dibuat": instan(saat),
                "dibuat_oleh": self.pengguna,
            }
        )
        for n in range(12 if penuh else 0):
            self.wadah[Peserta].append(
                {
                    "id": self._id(Peserta),
                    "rapat_id": rid,
                    "urut": n + 1,
                    "nama": f"Peserta {n + 1}",
                    "jabatan": "Ketua RT",
                    "unsur": "rt",
                    "jk": "LP"[n % 2],
                    "diundang": 1,
                    "hadir": 1,
                }
            )
        return rid

    def _kertas(self, pid: int, desa: str, periode: str, saat: dt.datetime) -> None:
        w = self.wadah
        for jenis in KERTAS:
            did = self._id(Dokumen)
            w[Dokumen].append(
                {
                    "id": did,
                    "kode": secrets.token_hex(8),
                    "jenis": jenis,
                    "judul": jenis.replace("_", " ").capitalize(),
                    "nomor": f"400/{did}",
                    "tahun": saat.year,
                    "unit_kode": desa,
                    "unit_nama": "Desa",
                    "periode": periode,
                    "tanggal": saat.date().isoformat(),
                    "status": "terkonfirmasi",
                    "rantai": f"paket:{pid}",
                    "konteks": self.konteks,
                    "sha256": "0" * 64,
                    "ukuran": 30_000,
                    "halaman": 2,
                    "dibuat": instan(saat),
                    "dibuat_oleh": self.pengguna,
                }
            )
            w[DokumenPaket].append({"dokumen_id": did, "paket_id": pid})
            w[TandaTangan].append(
                {
                    "id": self._id(TandaTangan),
                    "dokumen_id": did,
                    "urut": 1,
                    "jabatan": "Kepala Desa",
                    "nama": "Kepala",
                    "wajib": 1,
                    "gerbang": "desa",
                    "unit_kode": desa,
                    "cara": "basah",
                    "waktu": instan(saat),
                }
            )

    def _usulan(self, pid: int, desa: str, n: int, status: str, waktu: str, *, hidup: bool) -> int:
        w, uid, kid = self.wadah, self._id(Usulan), self._id(Keluarga)
        rt, rw = f"{1 + n % 8:03d}", f"{1 + n % 3:03d}"
        w[Keluarga].append(
            {
                "id": kid,
                "no_kk": crypto.sandikan(self._no_kk(desa), "kk"),
                "wilayah_kode": desa,
                "alamat": "Jalan Melati",
                "dusun": "Krajan",
                "rt": rt,
                "rw": rw,
                "dibuat": waktu,
                "diubah": waktu,
            }
        )
        warga = [self._warga(kid, desa, i, waktu) for i in range(ANGGOTA[uid % 4])]
        w[Usulan].append(
            {
                "id": uid,
                "paket_id": pid,
                "wilayah_kode": desa,
                "jenis": JENIS[n % len(JENIS)],
                "warga_id": warga[0][0],
                "keluarga_id": kid,
                "nama": warga[0][1],
                "rt": rt,
                "rw": rw,
                "status": status,
                "hidup": int(hidup),
                "versi_baris": 4,
                "isi": self.isi,
                "asal": "desa",
                "jalur": "desa",
                "padanan": "belum" if hidup else "padan",
                "status_siks": "belum" if hidup else "diterima",
                "kode_lacak": kode_lacak(),
                "dibuat": waktu,
                "diubah": waktu,
            }
        )
        for jenis in ("KK", "KTP", "FOTO_RUMAH_DEPAN", "FOTO_RUMAH_DALAM") if hidup else ():
            w[BerkasKeluarga].append(
                {
                    "id": self._id(BerkasKeluarga),
                    "keluarga_id": kid,
                    "jenis": jenis,
                    "sha256": "0" * 64,
                    "mime": "image/jpeg",
                    "ukuran": 90_000,
                    "diunggah": waktu,
                    "diunggah_oleh": self.pengguna,
                }
            )
        return uid

    def _warga(self, kid: int, desa: str, i: int, waktu: str) -> tuple[int, str]:
        wid = self._id(Warga)
        pria = i % 2 == 0
        depan = penduduk.PRIA if pria else penduduk.WANITA
        nama = f"{depan[wid * 7 % len(depan)]} {penduduk.KELUARGA[wid // 11 % len(penduduk.KELUARGA)]}"
        nik, lahir = self._nik(desa, pria=pria)
        self.wadah[Warga].append(
            {
                "id": wid,
                "nik": crypto.sandikan(nik, "nik"),
                "keluarga_id": kid,
                "wilayah_kode": desa,
                "nama": nama,
                "nama_cari": nama.upper(),
                "tempat_lahir": "Tegal",
                "tanggal_lahir": lahir,
                "jenis_kelamin": "L" if pria else "P",
                "nama_ibu": "Aminah",
                "hubungan": (1, 3)[i] if i < 2 else 4,
                "pekerjaan": 19,
                "status_kawin": 2,
                "status_dasar": 1,
                "urut_kk": i,
                "asal": "impor",
                "rincian": self.rincian,
                "dibuat": waktu,
                "diubah": waktu,
            }
        )
        return wid, nama

    def _nik(self, desa: str, *, pria: bool) -> tuple[str, str]:
        """Registration offices 50 and up do not exist and serials from 9000 are never reached: nobody's number."""
        kec = desa.rpartition(".")[0]
        n = self.urut_nik[kec] = self.urut_nik[kec] + 1
        hari, bulan, tahun = 1 + n % 28, 1 + n // 28 % 12, 1940 + n // 336 % 60
        kode = f"{desa[:2]}{desa[3:5]}{50 + self.kecamatan[kec]:02d}"
        serial = 9000 + n // 20_160 % 10 * 100 + n % 20_160 % 97
        nik = f"{kode}{hari + (0 if pria else 40):02d}{bulan:02d}{tahun % 100:02d}{serial}"
        return nik, f"{tahun}-{bulan:02d}-{hari:02d}"

    def _no_kk(self, desa: str) -> str:
        kec = desa.rpartition(".")[0]
        n = self.urut_kk[kec] = self.urut_kk[kec] + 1
        kode = f"{desa[:2]}{desa[3:5]}{50 + self.kecamatan[kec]:02d}"
        serial = 9000 + n // 8064 % 10 * 100 + n % 8064 % 97
        return f"{kode}{1 + n % 28:02d}{1 + n // 28 % 12:02d}{n // 336 % 24:02d}{serial}"

    def _audit(self, pid: int, fakta: list[tuple[str, str, str, str]], saat: dt.datetime) -> None:
        """The chain of the packet, whole: `audit periksa` walks it like any other."""
        rantai, kepala = f"paket:{pid}", AWAL
        waktu, iso = instan(saat), saat.astimezone(dt.UTC).isoformat(timespec="microseconds")
        for urut, (aksi, objek, dari, ke) in enumerate(fakta, 1):
            teks = f'["{rantai}",{urut},"{iso}","{aksi}","{objek}","{dari}","{ke}",{self.pengguna},null,"",""]'
            kepala = hashlib.sha256(f"{kepala}\n{teks}".encode()).hexdigest()
            self.wadah[Audit].append(
                {
                    "id": self._id(Audit),
                    "rantai": rantai,
                    "urut": urut,
                    "waktu": waktu,
                    "aksi": aksi,
                    "objek": objek,
                    "dari": dari,
                    "ke": ke,
                    "pengguna_id": self.pengguna,
                    "teks": teks,
                    "hash": kepala,
                }
            )
        self.wadah[AuditKepala].append({"rantai": rantai, "urut": len(fakta), "hash": kepala})

    def tuang(self, tujuan: Sequence[Muatan]) -> None:
        """Write what was made so far, and forget it."""
        for model, baris in self.wadah.items():
            for satu in tujuan:
                satu.tambah(model, baris)
            baris.clear()


def perbesar(pembuat: Pembuat, sumber: Iterator[int], jumlah: int, tujuan: Sequence[Muatan], sekali: int = 100) -> int:
    """Take packets from `sumber` until `jumlah` proposals have been made; returns how many there were."""
    dibuat = paket = 0
    while dibuat < jumlah:
        n = next(sumber, 0)
        if not n:
            break
        dibuat, paket = dibuat + n, paket + 1
        if paket % sekali == 0:
            pembuat.tuang(tujuan)
    pembuat.tuang(tujuan)
    return dibuat
