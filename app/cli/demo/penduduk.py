"""Who lives in the demo villages? Invented families with numbers that nobody holds, as a sheet of residents."""

import csv
import datetime as dt
import io
import random
from collections import Counter
from dataclasses import dataclass, field

PRIA = [
    "Ahmad",
    "Bagus",
    "Casmadi",
    "Darsono",
    "Edi",
    "Faisal",
    "Ghofur",
    "Hasan",
    "Irfan",
    "Jamal",
    "Karsono",
    "Latif",
    "Maman",
    "Nurdin",
    "Oman",
    "Purwadi",
    "Qosim",
    "Rasmin",
    "Sakhuri",
    "Taryono",
    "Untung",
    "Warsito",
    "Yanto",
    "Zaenal",
]
WANITA = [
    "Aisyah",
    "Casminah",
    "Daryati",
    "Eni",
    "Farida",
    "Ginah",
    "Halimah",
    "Istiqomah",
    "Juminah",
    "Kholifah",
    "Laela",
    "Maesaroh",
    "Nuraeni",
    "Puji",
    "Rokayah",
    "Sumarni",
    "Turinah",
    "Uswatun",
    "Wartini",
    "Yuliah",
    "Zubaedah",
    "Ratinah",
]
KELUARGA = [
    "Abidin",
    "Basuki",
    "Cahyono",
    "Darmawan",
    "Effendi",
    "Fauzi",
    "Hamdani",
    "Iskandar",
    "Jaelani",
    "Kusnadi",
    "Mahmudi",
    "Nasrudin",
    "Pamungkas",
    "Rosidi",
    "Saputra",
    "Trisno",
    "Utomo",
    "Wibawa",
    "Yudistira",
    "Zulkarnain",
]
DUSUN = ("Krajan", "Kidul", "Lor", "Wetan")
JALAN = ("Jalan Melati", "Jalan Anggrek", "Jalan Cempaka", "Gang Delima", "Gang Manggis", "Jalan Mangga")
# OpenSID codes: casual labourer, farm labourer, trader, self-employed, driver, mason, private employee, farmer,
# civil servant
KERJA_PRIA = (19, 19, 19, 20, 20, 84, 88, 81, 26, 15, 9, 1, 5)
KERJA_WANITA = (2, 2, 2, 2, 20, 84, 30, 19, 1)
KOLOM = [
    "alamat",
    "dusun",
    "rw",
    "rt",
    "nama",
    "no_kk",
    "nik",
    "sex",
    "tempatlahir",
    "tanggallahir",
    "agama_id",
    "pendidikan_kk_id",
    "pekerjaan_id",
    "status_kawin",
    "kk_level",
    "warganegara_id",
    "nama_ayah",
    "nama_ibu",
    "cacat_id",
    "hamil",
    "status_dasar",
]
L, P = 1, 2
RENTANG = 300


@dataclass
class Pencacah:
    """Gives identity numbers with serials from 9000 up, which no registration office has reached.

    Villages of one kecamatan share dates, so each has a range of its own from `awal`. Within it the date says where to
    begin: masked numbers in a list, of which only the end is seen, then differ.
    """

    kecamatan: str
    awal: int
    terpakai: Counter[str] = field(default_factory=Counter)

    def nik(self, lahir: dt.date, kelamin: int) -> str:
        """Agrees with birth date and sex."""
        return self._nomor(f"{self.kecamatan}{lahir.day + 40 * (kelamin == P):02d}{lahir:%m%y}")

    def kk(self, dicatat: dt.date) -> str:
        """Carries the day on which the card was recorded."""
        return self._nomor(f"{self.kecamatan}{dicatat:%d%m%y}", "kk")

    def penuh(self, lahir: dt.date, kelamin: int) -> bool:
        """Whether all its serials of that birthday are taken."""
        return self.terpakai[f"{self.kecamatan}{lahir.day + 40 * (kelamin == P):02d}{lahir:%m%y}"] >= 3

    def _nomor(self, awal: str, jenis: str = "") -> str:
        urut = self.awal + (int(awal) * 7 + 37 * self.terpakai[jenis + awal]) % RENTANG
        self.terpakai[jenis + awal] += 1
        return f"{awal}{urut:04d}"


def lembar(desa: str, jumlah: int, kini: dt.date, acak: random.Random, awal: int = 9000) -> bytes:
    """A CSV sheet with OpenSID's headings: `jumlah` families of a village (region code with dots)."""
    pencacah = Pencacah(desa[:8].replace(".", ""), awal)
    keluar = io.StringIO()
    tulis = csv.DictWriter(keluar, KOLOM)
    tulis.writeheader()
    for n in range(jumlah):
        tulis.writerows(_keluarga(n, kini, acak, pencacah))
    return keluar.getvalue().encode()


def _keluarga(n: int, kini: dt.date, acak: random.Random, nomor: Pencacah) -> list[dict[str, object]]:
    """Every fifth family is led by a widow with young children, every seventh has a grandparent in the house."""
    janda = n % 5 == 4
    marga = acak.choice(KELUARGA)
    rt = 1 + n % 6
    rumah = {
        "alamat": f"{acak.choice(JALAN)} Nomor {acak.randint(1, 90)}",
        "dusun": DUSUN[n % 4],
        "rt": f"{rt:03d}",
        "rw": f"{1 + rt // 3:03d}",
        "no_kk": nomor.kk(_hari(acak, kini.year - 12, kini.year - 2)),
        "tempatlahir": "Tegal",
        "agama_id": 1,
        "warganegara_id": 1,
        "cacat_id": 7,
        "hamil": "",
        "status_dasar": 1,
    }
    induk = kini.year - acak.randint(32, 58)
    ayah, ibu = _nama(acak, L, marga), _nama(acak, P)
    orang: list[dict[str, object]] = []

    def tambah(nama: str, kelamin: int, tahun: int, **lain: object) -> None:
        lahir = _hari(acak, tahun, tahun)
        while nomor.penuh(lahir, kelamin):
            lahir += dt.timedelta(days=1)
        isi = {"nama": nama, "sex": kelamin, "tanggallahir": lahir.isoformat(), "nik": nomor.nik(lahir, kelamin)}
        orang.append({**rumah, **isi, **lain})

    if not janda:
        tambah(ayah, L, induk, kk_level=1, status_kawin=2, pekerjaan_id=acak.choice(KERJA_PRIA),
               pendidikan_kk_id=acak.randint(2, 5), nama_ayah=_nama(acak, L), nama_ibu=_nama(acak, P))  # fmt: skip
    tambah(ibu, P, induk + acak.randint(1, 6), kk_level=1 if janda else 3, status_kawin=4 if janda else 2,
           pekerjaan_id=acak.choice(KERJA_WANITA), pendidikan_kk_id=acak.randint(2, 5), nama_ayah=_nama(acak, L),
           nama_ibu=_nama(acak, P), hamil=1 if not janda and n % 9 == 0 else 2)  # fmt: skip
    for _ in range(acak.choice((1, 2, 2, 3))):
        kelamin, usia = acak.choice((L, P)), acak.randint(2, 16)
        tambah(_nama(acak, kelamin, marga), kelamin, kini.year - usia, kk_level=4, status_kawin=1,
               pekerjaan_id=3 if usia > 6 else 1, pendidikan_kk_id=2 if usia > 6 else 1, nama_ayah=ayah,
               nama_ibu=ibu)  # fmt: skip
    if n % 7 == 3:
        kelamin = acak.choice((L, P))
        tambah(_nama(acak, kelamin), kelamin, kini.year - acak.randint(70, 84), kk_level=7, status_kawin=4,
               pekerjaan_id=1, pendidikan_kk_id=1, nama_ayah=_nama(acak, L), nama_ibu=_nama(acak, P),
               cacat_id=7 if n % 2 else 1)  # fmt: skip
    return orang


def _nama(acak: random.Random, kelamin: int, marga: str = "") -> str:
    return f"{acak.choice(PRIA if kelamin == L else WANITA)} {marga or acak.choice(KELUARGA)}"


def _hari(acak: random.Random, dari: int, sampai: int) -> dt.date:
    return dt.date(acak.randint(dari, sampai), acak.randint(1, 12), acak.randint(1, 28))
