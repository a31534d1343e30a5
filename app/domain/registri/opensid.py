"""What does one row of OpenSID's resident sheet say? Pure: a row becomes a `Baris`, or the list of what to
mend."""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.domain.registri.kode import KODE, SEBUTAN_LAIN
from app.domain.registri.nik import galat_saja, periksa_nik, periksa_nomor_kk, rapikan
from app.infra import tak_terlihat
from app.infra.format import samarkan
from app.infra.galat import GalatIsian

# fmt: off
KOLOM = (
    "alamat", "dusun", "rw", "rt", "nama", "no_kk", "nik", "sex", "tempatlahir", "tanggallahir", "agama_id",
    "pendidikan_kk_id", "pendidikan_sedang_id", "pekerjaan_id", "status_kawin", "kk_level", "warganegara_id",
    "ayah_nik", "nama_ayah", "ibu_nik", "nama_ibu", "golongan_darah_id", "akta_lahir", "dokumen_pasport",
    "tanggal_akhir_paspor", "dokumen_kitas", "akta_perkawinan", "tanggalperkawinan", "akta_perceraian",
    "tanggalperceraian", "cacat_id", "cara_kb_id", "hamil", "ktp_el", "status_rekam", "alamat_sekarang",
    "status_dasar", "suku", "tag_id_card", "id_asuransi", "no_asuransi", "lat", "lng",
)
WAJIB = ("nama", "no_kk", "nik", "sex", "tanggallahir", "kk_level")
LABEL = {
    "nama": "Nama", "no_kk": "Nomor KK", "nik": "NIK", "sex": "Jenis kelamin",
    "tanggallahir": "Tanggal lahir",
    "kk_level": "Hubungan dalam keluarga", "tempatlahir": "Tempat lahir", "pekerjaan_id": "Pekerjaan",
    "status_kawin": "Status kawin", "agama_id": "Agama", "pendidikan_kk_id": "Pendidikan dalam KK",
    "cacat_id": "Disabilitas", "hamil": "Kehamilan", "status_dasar": "Status dasar", "nama_ayah": "Nama ayah",
    "nama_ibu": "Nama ibu", "alamat": "Alamat", "dusun": "Dusun", "rt": "RT", "rw": "RW",
}
_SINONIM = {
    "alamat": ("alamatkk", "alamatlengkap", "alamatrumah"),
    "dusun": ("lingkungan", "namadusun", "dusunlingkungan"),
    "rt": ("nort",), "rw": ("norw",),
    "nama": ("namalengkap", "namalgkp", "namaanggotakeluarga", "namapenduduk"),
    "no_kk": ("nomorkk", "nokk", "kk", "nomorkartukeluarga", "nokartukeluarga"),
    "nik": ("nomornik", "nonik", "nomorindukkependudukan", "noktp"),
    "sex": ("jeniskelamin", "jk", "kelamin", "jnskelamin", "jenisklmin"),
    "tempatlahir": ("tmptlhr", "tmplahir", "tempatkelahiran"),
    "tanggallahir": ("tgllahir", "tgllhr", "tanggalkelahiran"),
    "agama_id": ("agama",),
    "pendidikan_kk_id": ("pendidikankk", "pendidikan", "pddkakh", "pendidikanterakhir", "pendidikandalamkk"),
    "pekerjaan_id": ("pekerjaan", "jenispekerjaan", "jnspkrjn", "jenispkrjn"),
    "status_kawin": ("statusperkawinan", "statuskawinid", "statusnikah"),
    "kk_level": ("hubungankeluarga", "hubungan", "shdk", "stathbkel", "hubungandalamkeluarga",
    "statushubungan",
                 "statushubungandalamkeluarga"),
    "nama_ayah": ("ayah", "namalgkpayah", "namaayahkandung"),
    "nama_ibu": ("ibu", "namalgkpibu", "namaibukandung", "namagadisibukandung"),
    "cacat_id": ("cacat", "disabilitas", "jenisdisabilitas", "penyandangcacat"),
    "hamil": ("statuskehamilan", "kehamilan"),
    "status_dasar": ("statuspenduduk", "statusdasarid"),
}
# fmt: on
_BUKAN_HURUF_ANGKA = re.compile(r"[^a-z0-9]")
_NAMA = re.compile(r"[^\W\d_](?:[^\W\d_]|[ '’`.,/\-])*")
_TANGGAL = (
    (re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?:[ T]00:00(?::00)?)?"), (1, 2, 3)),
    (re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})"), (3, 2, 1)),
)
_PANJANG = {"alamat": 200, "dusun": 80, "tempatlahir": 80, "nama": 120, "nama_ayah": 120, "nama_ibu": 120}
_RAHASIA = ("nik", "no_kk", "ayah_nik", "ibu_nik")
_KOSONG = {"", "-", "--", "NULL", "N/A"}
TAHUN_PALING_AWAL = 1900
MEMBALIK = (
    "Isi sel memuat tanda tersembunyi yang membalik urutan huruf, sehingga yang tampil berbeda dari yang tersimpan. "
    "Ketik ulang isi sel ini."
)


@dataclass(frozen=True, slots=True)
class GalatBaris:
    """One thing to mend: row number of the sheet, column, the value (NIK and KK masked), what to do."""

    baris: int
    kolom: str
    nilai: str
    pesan: str

    def sebagai_json(self) -> dict[str, Any]:
        """As it is stored and printed by the command line."""
        return {"baris": self.baris, "kolom": self.kolom, "nilai": self.nilai, "pesan": self.pesan}


@dataclass(frozen=True, slots=True)
class Baris:
    """One resident as the sheet has it. `nik` None means: has none yet."""

    nomor: int
    no_kk: str
    nik: str | None
    nama: str
    jenis_kelamin: str
    tanggal_lahir: dt.date
    hubungan: int
    tempat_lahir: str = ""
    nama_ayah: str = ""
    nama_ibu: str = ""
    agama: int | None = None
    pendidikan: int | None = None
    pekerjaan: int | None = None
    status_kawin: int | None = None
    disabilitas: int | None = None
    hamil: bool = False
    status_dasar: int = 1
    alamat: str = ""
    dusun: str = ""
    rt: str = ""
    rw: str = ""
    rincian: dict[str, str] = field(default_factory=dict)


class _Salah(ValueError):
    """What is wrong with one cell and how to mend it."""


def ringkas(judul: object) -> str:
    """A heading without case and punctuation: `No. KK` and `no_kk` are the same."""
    return _BUKAN_HURUF_ANGKA.sub("", str(judul or "").lower())


_DIKENAL = {ringkas(k): k for k in KOLOM} | {s: k for k, semua in _SINONIM.items() for s in semua}


def baca_judul(sel: Sequence[object], sinonim: Mapping[str, str] | None = None) -> dict[int, str]:
    """Where each known column stands: position → column of `KOLOM`; order and spelling of headings are free.

    `sinonim` adds headings of a profile (heading → column). Raises GalatIsian when a needed column is missing
    or when two headings mean the same column.
    """
    dikenal = _DIKENAL | {ringkas(j): k for j, k in (sinonim or {}).items() if k in KOLOM}
    letak: dict[int, str] = {}
    ganda: set[str] = set()
    for i, judul in enumerate(sel):
        kolom = dikenal.get(ringkas(judul))
        if kolom and kolom in letak.values():
            ganda.add(kolom)
        elif kolom:
            letak[i] = kolom
    galat = [
        f"Ada dua judul kolom untuk {LABEL.get(k, k)}. Hapus atau ganti nama salah satunya, lalu unggah lagi."
        for k in sorted(ganda)
    ]
    if kurang := [f"{LABEL[k]} ({k})" for k in WAJIB if k not in letak.values()]:
        galat.append(
            f"Kolom yang wajib ada belum ditemukan: {', '.join(kurang)}. "
            "Baris pertama harus berisi judul kolom; "
            "gunakan berkas contoh bila ragu."
        )
    if galat:
        raise GalatIsian(galat)
    return letak


def cari_judul(sel: Sequence[object], sinonim: Mapping[str, str] | None = None) -> bool:
    """Whether a row looks like the headings: at least four known ones, `nama` or `nik` among them."""
    dikenal = _DIKENAL | {ringkas(j): k for j, k in (sinonim or {}).items()}
    ada = {dikenal[r] for s in sel if (r := ringkas(s)) in dikenal}
    return len(ada) >= 4 and bool(ada & {"nama", "nik"})


def kosong(nilai: object) -> bool:
    """Whether a cell says nothing: empty, or a dash as OpenSID writes it."""
    return nilai is None or (isinstance(nilai, str) and nilai.strip().upper() in _KOSONG)


def cari_nama(nama: str) -> str:
    """The name as the search compares it: upper case, no punctuation, single spaces. Old spellings stay."""
    polos = unicodedata.normalize("NFKC", nama).upper()
    return " ".join("".join(h if h.isalnum() else "" if h in "'’`" else " " for h in polos).split())[:120]


def baca_baris(nomor: int, sel: Mapping[str, object], *, hari_ini: dt.date) -> Baris | list[GalatBaris]:
    """A row of cells by column name, typed as the sheet had them; every fault at once."""
    galat = [
        GalatBaris(nomor, kolom, tampilkan(kolom, tak_terlihat.bersihkan(isi)), MEMBALIK)
        for kolom, isi in sel.items()
        if isinstance(isi, str) and not isi.isascii() and tak_terlihat.membalik(isi)
    ]
    if galat:
        return galat
    nilai: dict[str, Any] = {}
    for kolom, (bidang, baca) in _PEMBACA.items():
        mentah = sel.get(kolom, "")
        try:
            nilai[bidang] = baca(kolom, mentah, hari_ini)
        except _Salah as salah:
            galat.append(GalatBaris(nomor, kolom, tampilkan(kolom, mentah), str(salah)))
    if not galat and nilai["nik"] == nilai["no_kk"]:
        galat.append(
            GalatBaris(
                nomor,
                "no_kk",
                samarkan(nilai["no_kk"]),
                "Nomor KK sama dengan NIK. Salin nomor KK dari bagian atas kartu keluarga.",
            )
        )
    if galat:
        return galat
    rincian = {k: _teks(v) for k, v in sel.items() if k not in _PEMBACA and not kosong(v)}
    return Baris(nomor=nomor, rincian={k: v[:200] for k, v in rincian.items()}, **nilai)


def baca_sel(kolom: str, nilai: object, hari_ini: dt.date) -> Any:
    """One cell by the reader of its column, for forms. Raises ValueError with the sentence of what to mend."""
    return _PEMBACA[kolom][1](kolom, nilai, hari_ini)


def tampilkan(kolom: str, nilai: object) -> str:
    """The value as an error may show it: identity numbers masked, the rest cut at 60 characters."""
    teks = _teks(nilai)
    return samarkan(rapikan(teks)) if kolom in _RAHASIA else teks[:60]


def _teks(nilai: object) -> str:
    if nilai is None:
        return ""
    if isinstance(nilai, float) and nilai.is_integer():
        return str(int(nilai))
    if isinstance(nilai, dt.datetime) and nilai.time() == dt.time():
        nilai = nilai.date()
    if isinstance(nilai, dt.date | dt.time):
        return nilai.isoformat()
    return " ".join(unicodedata.normalize("NFC", str(nilai)).split())


def _angka(nilai: object) -> bool:
    return isinstance(nilai, int | float) and not isinstance(nilai, bool)


def _nomor(kolom: str, nilai: object, hari_ini: dt.date) -> str | None:
    """NIK or KK. A number cell is refused: a spreadsheet keeps only 15 digits and gives no sign of it."""
    sebutan = LABEL[kolom]
    if kolom == "nik" and not kosong(nilai) and _teks(nilai) == "0":
        return None
    if kosong(nilai):
        saran = " Isi 0 bila yang bersangkutan belum punya NIK." if kolom == "nik" else ""
        raise _Salah(f"{sebutan} belum diisi.{saran or ' Salin 16 digitnya dari kartu keluarga.'}")
    if _angka(nilai) or re.fullmatch(r"[0-9.,]+[eE]\+?[0-9]+", _teks(nilai)):
        raise _Salah(
            f"{sebutan} tersimpan sebagai bilangan sehingga digit terakhirnya mungkin sudah hilang. "
            "Ubah kolom "
            "menjadi Teks, ketik ulang nomornya dari kartu, lalu unggah lagi."
        )
    rapi = rapikan(_teks(nilai))
    if kolom == "nik":
        temuan = periksa_nik(rapi, jenis_kelamin="", tanggal_lahir=None, wilayah=(), hari_ini=hari_ini)
    else:
        temuan = periksa_nomor_kk(rapi, hari_ini=hari_ini)
    if galat := galat_saja(temuan):
        raise _Salah(" ".join(t.kalimat for t in galat))
    return rapi


def _nama(kolom: str, nilai: object, _hari_ini: dt.date) -> str:
    teks = "" if kosong(nilai) else _teks(nilai)
    wajib = kolom == "nama"
    if wajib and not teks:
        raise _Salah("Nama belum diisi. Tulis nama lengkap seperti pada KTP atau KK.")
    if len(teks) > _PANJANG[kolom]:
        raise _Salah(f"{LABEL[kolom]} terlalu panjang (paling banyak {_PANJANG[kolom]} huruf). Ringkas tulisannya.")
    # Parents' names are carried along as they are: a fault there must not keep a resident out.
    if wajib and not _NAMA.fullmatch(teks):
        raise _Salah("Nama hanya boleh memuat huruf, spasi, dan tanda ' . , - /. Hapus angka atau tanda lain.")
    return teks


def _bebas(kolom: str, nilai: object, _hari_ini: dt.date) -> str:
    return "" if kosong(nilai) else _teks(nilai)[: _PANJANG[kolom]]


def _rt_rw(kolom: str, nilai: object, _hari_ini: dt.date) -> str:
    teks = "" if kosong(nilai) else _teks(nilai)
    angka = re.fullmatch(r"(?:R[TW]\.? ?)?([0-9]{1,3})", teks, re.IGNORECASE)
    if teks and not angka:
        raise _Salah(f"{LABEL[kolom]} harus berupa angka paling banyak tiga digit, misalnya 003, atau dikosongkan.")
    return f"{int(angka[1]):03d}" if angka and int(angka[1]) else ""


def _tanggal_lahir(_kolom: str, nilai: object, hari_ini: dt.date) -> dt.date:
    if kosong(nilai):
        raise _Salah("Tanggal lahir belum diisi. Tulis dengan bentuk tahun-bulan-tanggal, misalnya 1985-08-17.")
    hari = _hari(nilai)
    if hari is None:
        raise _Salah(
            "Tanggal lahir tidak terbaca. Tulis dengan bentuk tahun-bulan-tanggal (1985-08-17) atau "
            "tanggal-bulan-tahun (17-08-1985)."
        )
    if hari > hari_ini:
        raise _Salah("Tanggal lahir berada di masa depan. Periksa tahunnya.")
    if hari.year < TAHUN_PALING_AWAL:
        raise _Salah(f"Tanggal lahir sebelum tahun {TAHUN_PALING_AWAL}. Periksa tahunnya.")
    return hari


def _hari(nilai: object) -> dt.date | None:
    if isinstance(nilai, dt.datetime):
        return nilai.date()
    if isinstance(nilai, dt.date):
        return nilai
    if not isinstance(nilai, str):
        return None
    for pola, (tahun, bulan, hari) in _TANGGAL:
        if cocok := pola.fullmatch(nilai.strip()):
            try:
                return dt.date(int(cocok[tahun]), int(cocok[bulan]), int(cocok[hari]))
            except ValueError:
                return None
    return None


def baca_kode(kolom: str, nilai: object) -> int | None:
    """A code of a column, written as its number or its label; None when empty. Raises ValueError with a
    sentence."""
    if kosong(nilai):
        return None
    tabel = KODE[kolom]
    teks = _teks(nilai)
    if re.fullmatch(r"[0-9]{1,3}", teks) and int(teks) in tabel:
        return int(teks)
    kode = _LABEL_KE_KODE[kolom].get(ringkas(teks))
    if kode is None:
        contoh = ", ".join(f"{k} {label}" for k, label in list(tabel.items())[:4])
        lain = " dan seterusnya" if len(tabel) > 4 else ""
        raise _Salah(f"{LABEL[kolom]} tidak dikenal. Isi dengan kode atau sebutannya: {contoh}{lain}.")
    return kode


_LABEL_KE_KODE = {
    kolom: {ringkas(label): kode for kode, label in tabel.items()}
    | {s: kode for kode, semua in SEBUTAN_LAIN.get(kolom, {}).items() for s in semua.split()}
    for kolom, tabel in KODE.items()
}


def _kode(kolom: str, nilai: object, _hari_ini: dt.date) -> int | None:
    # OpenSID exports 0 where nothing was chosen.
    return None if _teks(nilai) == "0" else baca_kode(kolom, nilai)


def _kode_wajib(kolom: str, nilai: object, hari_ini: dt.date) -> int:
    kode = _kode(kolom, nilai, hari_ini)
    if kode is None:
        raise _Salah(f"{LABEL[kolom]} belum diisi. {_saran(kolom)}")
    return kode


def _saran(kolom: str) -> str:
    contoh = ", ".join(f"{k} {label}" for k, label in list(KODE[kolom].items())[:4])
    return f"Isi dengan kode atau sebutannya, misalnya {contoh}."


def _kelamin(kolom: str, nilai: object, hari_ini: dt.date) -> str:
    return "LP"[_kode_wajib(kolom, nilai, hari_ini) - 1]


def _hamil(kolom: str, nilai: object, hari_ini: dt.date) -> bool:
    return _kode(kolom, nilai, hari_ini) == 1


def _status_dasar(kolom: str, nilai: object, hari_ini: dt.date) -> int:
    return _kode(kolom, nilai, hari_ini) or 1


_PEMBACA: dict[str, tuple[str, Callable[[str, object, dt.date], Any]]] = {
    "nama": ("nama", _nama),
    "no_kk": ("no_kk", _nomor),
    "nik": ("nik", _nomor),
    "sex": ("jenis_kelamin", _kelamin),
    "tempatlahir": ("tempat_lahir", _bebas),
    "tanggallahir": ("tanggal_lahir", _tanggal_lahir),
    "kk_level": ("hubungan", _kode_wajib),
    "agama_id": ("agama", _kode),
    "pendidikan_kk_id": ("pendidikan", _kode),
    "pekerjaan_id": ("pekerjaan", _kode),
    "status_kawin": ("status_kawin", _kode),
    "cacat_id": ("disabilitas", _kode),
    "hamil": ("hamil", _hamil),
    "status_dasar": ("status_dasar", _status_dasar),
    "nama_ayah": ("nama_ayah", _nama),
    "nama_ibu": ("nama_ibu", _nama),
    "alamat": ("alamat", _bebas),
    "dusun": ("dusun", _bebas),
    "rt": ("rt", _rt_rw),
    "rw": ("rw", _rt_rw),
}
