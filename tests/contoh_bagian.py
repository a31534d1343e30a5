"""Of what are the sample papers made: units, people, meeting, counts? No real person."""

import datetime as dt
from typing import Any

from app.domain.dokumen import konteks as k

NAMA_DESA_TERPANJANG = "Kampung Tua Bukit Sejahtera Nagari Parik Ilia"[:44]
NAMA_SULIT = "Ma'ruf bin H. Abd. Syukur/Siti Nur'aini <b>Sri</b> & Anak-anaknya Yang Bernama Sangat Panjang"
HARI = dt.date(2026, 11, 12)

KOP = k.Kop(
    baris=["PEMERINTAH KABUPATEN TEGAL", "KECAMATAN SLAWI", "DESA SLAWI KULON"],
    alamat="Jalan Jenderal Sudirman Nomor 12 Slawi Kulon, Kode Pos 52419",
)
DESA = k.Unit(
    kode="33.28.10.2004",
    nama="Slawi Kulon",
    jenis="desa",
    kecamatan="Slawi",
    kabupaten="Kabupaten Tegal",
    provinsi="Jawa Tengah",
)
KELURAHAN = k.Unit(
    kode="33.28.10.1007", nama="Kagok", jenis="kelurahan", kecamatan="Slawi", kabupaten="Kabupaten Tegal"
)
KECAMATAN = k.Unit(kode="33.28.10", nama="Slawi", jenis="kecamatan", kecamatan="Slawi", kabupaten="Kabupaten Tegal")
KABUPATEN = k.Unit(
    kode="33.28", nama="Tegal", jenis="kabupaten", kabupaten="Kabupaten Tegal", provinsi="Jawa Tengah", tempat="Slawi"
)
KOP_KECAMATAN = k.Kop(baris=["PEMERINTAH KABUPATEN TEGAL", "KECAMATAN SLAWI"], alamat="Jalan A. Yani Nomor 1 Slawi")
KOP_DINSOS = k.Kop(baris=["PEMERINTAH KABUPATEN TEGAL", "DINAS SOSIAL"], alamat="Jalan dr. Soetomo Nomor 3 Slawi")
KOP_BUPATI = k.Kop(baris=["BUPATI TEGAL"], alamat="", lambang="garuda")
DESA_PANJANG = k.Unit(
    kode="33.28.10.2099",
    nama=NAMA_DESA_TERPANJANG,
    jenis="desa",
    kecamatan="Pangkalan Kerinci Kanan Timur",
    kabupaten="Kabupaten Kepulauan Siau Tagulandang Biaro",
)
PERMENSOS = (
    "Peraturan Menteri Sosial Nomor 3 Tahun 2025 tentang Pemutakhiran dan Penggunaan Data Tunggal Sosial dan "
    "Ekonomi Nasional untuk Bantuan Sosial, Pemberdayaan Sosial, dan Program Penyelenggaraan Kesejahteraan Sosial"
)
KEPMENSOS = (
    "Keputusan Menteri Sosial Nomor 245/HUK/2025 tentang Tata Cara Pengajuan Proses Usulan Data serta Verifikasi "
    "dan Validasi Data Tunggal Sosial dan Ekonomi Nasional"
)
HUKUM = ["Undang-Undang Nomor 13 Tahun 2011 tentang Penanganan Fakir Miskin", PERMENSOS, KEPMENSOS]


def penanda(jabatan: str, nama: str = "Slamet Riyadi, S.Sos.", gerbang: str = "desa", **lain: Any) -> k.Penanda:
    """One signer."""
    return k.Penanda(jabatan=jabatan, nama=nama, gerbang=gerbang, unit_kode=lain.pop("unit_kode", DESA.kode), **lain)


KADES = penanda("Kepala Desa Slawi Kulon", "Slamet Riyadi, S.Sos.")
KADES_METERAI = penanda("Kepala Desa Slawi Kulon", "Slamet Riyadi, S.Sos.", meterai=True)
NOTULIS = penanda("Notulis", "Dwi Lestari")
PIMPINAN = penanda("Pimpinan Musyawarah, Ketua BPD", "Drs. H. Suparman Wiryo")
CAMAT = penanda(
    "Camat Slawi",
    "Raden Bambang Sutejo, S.STP., M.Si.",
    "telaah",
    unit_kode="33.28.10",
    nip="197805122000031002",
    awalan="Plt.",
    letak="mengetahui",
    pangkat="Pembina Tk. I",
)


def acara(*, penuh: bool) -> k.Acara:
    """The meeting."""
    wajib: dict[str, Any] = {
        "perihal": "Verifikasi dan validasi usulan pemutakhiran DTSEN periode November 2026",
        "tanggal": HARI,
        "pukul_mulai": dt.time(9, 30),
        "tempat": "Balai Desa Slawi Kulon",
        "penyelenggara": "bpd",
    }
    if penuh:
        wajib |= {
            "pukul_selesai": dt.time(12, 15),
            "pimpinan_nama": "Drs. H. Suparman Wiryo",
            "pimpinan_jabatan": "Ketua BPD",
            "notulis_nama": "Dwi Lestari",
            "notulis_jabatan": "Sekretaris Desa",
            "agenda": ["Pembukaan", "Pembacaan daftar usulan awal", "Pembahasan", "Penetapan hasil", "Penutup"],
            "undangan_nomor": "005/014/2004/XI/2026",
            "undangan_tanggal": dt.date(2026, 11, 6),
        }
    return k.Acara(**wajib)


def peserta(jumlah: int) -> list[k.PesertaHadir]:
    """People of the meeting."""
    unsur = ["BPD", "Perangkat desa/kelurahan", "Ketua RT", "Ketua RW", "Tokoh masyarakat", "Tokoh agama"]
    return [
        k.PesertaHadir(
            nama=f"Peserta {i:03d} Sastrowardoyo",
            jabatan=f"Ketua RT {i:03d}" if i % 3 else "",
            unsur=unsur[i % 6],
            jk="LP"[i % 2] if i % 7 else "",
        )
        for i in range(1, jumlah + 1)
    ]


def unsur(*, penuh: bool) -> list[k.JumlahUnsur]:
    """Attendance: 4 of 5 at least, 37 of 45 at most."""
    if not penuh:
        return [k.JumlahUnsur(unsur="Ketua RT", diundang=5, hadir=4)]
    return [
        k.JumlahUnsur(unsur="BPD", diundang=9, hadir=7, laki=5, perempuan=2),
        k.JumlahUnsur(unsur="Perangkat desa/kelurahan", diundang=10, hadir=10, laki=6, perempuan=4),
        k.JumlahUnsur(unsur="Ketua RT", diundang=16, hadir=13, laki=12, perempuan=1),
        k.JumlahUnsur(unsur="Tokoh atau kelompok perempuan", diundang=10, hadir=7, perempuan=7),
    ]


PUTUSAN = [
    k.Hitungan(kode="tambah", label="Usul tambah", diusulkan=128, disepakati=120, ditunda=5, tidak_disepakati=3),
    k.Hitungan(kode="hapus", label="Usul hapus", diusulkan=11, disepakati=11),
    k.Hitungan(kode="perbaikan", label="Perbaikan data", diusulkan=7, disepakati=7),
]
PUTUSAN_NOL = [k.Hitungan(kode="tambah", label="Usul tambah", diusulkan=0)]


def publik(jumlah: int, hasil: str = "", alasan: str = "") -> list[k.BarisPublik]:
    """Names without NIK; the first is difficult."""
    return [
        k.BarisPublik(
            nama=NAMA_SULIT if i == 1 else f"Warga Contoh {i:03d}",
            rt=f"{i % 9 + 1:03d}",
            rw=f"{i % 3 + 1:03d}" if i % 5 else "",
            jenis=("Usul tambah", "Usul hapus", "Perbaikan data")[i % 3],
            hasil=hasil,
            alasan=alasan,
            keterangan="Saudara kandung perangkat desa" if i % 4 == 0 else "",
        )
        for i in range(1, jumlah + 1)
    ]


KEADAAN = (
    "Bekerja serabutan dengan penghasilan tidak tetap, rumah berdinding bambu dan berlantai tanah, menanggung dua anak "
    "sekolah dan orang tua yang sakit."
)


def nama(jumlah: int) -> list[k.BarisNama]:
    """Names of the restricted list."""
    return [
        k.BarisNama(
            nama=NAMA_SULIT if i == 1 else f"Warga Contoh {i:03d}",
            jenis="Usul tambah",
            nik=f"33281041108{i:05d}",
            no_kk=f"33281001010{i:05d}",
            id_data=f"ID-{i:06d}",
            jk="LP"[i % 2],
            tempat_lahir="Tegal",
            tanggal_lahir=dt.date(1980, 1, 1) + dt.timedelta(days=i),
            nama_ibu="Sumiyati binti Karto",
            alamat=f"Jalan Melati Gang Buntu Nomor {i}, Dusun Krajan",
            rt=f"{i % 9 + 1:03d}",
            rw="002",
            hubungan="Kepala keluarga",
            pekerjaan="Buruh harian lepas",
            jumlah_anggota=i % 7,
            program="PKH, BPNT/Sembako" if i % 2 else "",
            kriteria=f"{i % 7} dari 10",
            padanan="Padan" if i % 3 else "Padan, nama berbeda",
            keterangan="" if i % 3 else KEADAAN,
            alasan="Meninggal dunia",
            bukti="Akta kematian",
            lama={"Nama": "Sutris'no", "Tanggal lahir": "1 Januari 1980"},
            baru={"Nama": "Sutrisno", "Tanggal lahir": ""},
        )
        for i in range(1, jumlah + 1)
    ]


BA = k.Rujukan(judul="Berita Acara Musyawarah Desa", nomor="400.9/021/2004/XI/2026", tanggal=HARI)
PENYATA = k.Penyata(
    nama="Slamet Riyadi, S.Sos.", jabatan="Kepala Desa Slawi Kulon", alamat="Jalan Jenderal Sudirman Nomor 12"
)
Naskah = tuple[k.Naskah, list[k.Penanda]]
