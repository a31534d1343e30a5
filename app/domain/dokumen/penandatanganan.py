"""How does an official sign papers electronically? Prepared and signed outside any transaction, recorded inside one."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy.orm import selectinload, undefer

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.langkah import lakukan
from app.domain.akses.pelaku import Pelaku
from app.domain.akses.policy import terlihat
from app.domain.aturan.berlaku import nilai
from app.domain.aturan.jabatan import JABATAN
from app.domain.dokumen import keaslian, sertifikat
from app.domain.dokumen.alur import ALUR_DOKUMEN
from app.domain.dokumen.models import Dokumen, PercobaanTandaTangan, Pindaian, TandaTangan
from app.domain.dokumen.status import TIDAK_BERLAKU
from app.domain.wilayah.zona import zona
from app.infra import clock, files, signing, signing_bsre
from app.infra import sertifikat as penerbit
from app.infra.db import db, kunci_baris
from app.infra.galat import GalatIsian, HalamanUsang, TidakAda, TidakBisa

ELEKTRONIK, BASAH = "elektronik", "basah"
SERTIFIKAT, BSRE = "sertifikat", "bsre"
MAKS_SEKALI = 50
SEGEL = signing.Bidang(keaslian.SEGEL, "", "Segel unit")
PANJANG_NIK = 16
TANPA_BSRE = "Sambungan ke BSrE belum diatur pada pemasangan ini. Minta admin mengisinya, atau tanda tangani di kertas."
TANPA_SERTIFIKAT = (
    "Anda belum mempunyai sertifikat tanda tangan elektronik. Minta admin menerbitkannya, atau tanda tangani di kertas."
)
KEDALUWARSA = "Masa berlaku sertifikat Anda sudah habis. Minta admin menerbitkan sertifikat baru."


@dataclass(frozen=True)
class Siap:
    """One paper ready to be signed by the actor: everything that signing needs, and nothing of the database.

    `dasar` is the hash of the bytes that the signature comes upon: issued, or already signed by others.
    """

    dokumen_id: int
    judul: str
    penanda_id: int
    dasar: str
    halaman: int
    minta: signing.Permintaan
    jauh: bool = False  # signed by the state's provider: a request there cannot be taken back


@dataclass(frozen=True)
class Tertanda:
    """Stored signed bytes on their way into the row."""

    siap: Siap
    sha256: str
    ukuran: int
    tingkat: str
    seri: str = ""  # of the certificate, where it is one of ours


@dataclass(frozen=True)
class Tunggu:
    """A paper that waits for the actor's electronic signature; `sebab` says why it cannot be signed now ("" it can)."""

    dokumen: Dokumen
    penanda: TandaTangan
    sebab: str = field(default="")


def cara(unit_kode: str) -> str:
    """How the officials of a unit sign by its rule: basah | sertifikat | bsre."""
    return str(nilai("cara_tanda_tangan", unit_kode).get("cara", BASAH))


def jabatan_saya(oleh: Pelaku) -> list[str]:
    """The posts whose line on a paper the actor signs."""
    return [kode for kode, j in JABATAN.items() if j.peran == oleh.peran]


def baris_saya(dokumen: Dokumen, oleh: Pelaku) -> TandaTangan | None:
    """The line of the paper that waits for this actor."""
    pos = jabatan_saya(oleh)
    milik = (t for t in dokumen.tanda_tangan if t.jabatan_kode in pos and t.unit_kode == oleh.wilayah)
    return next((t for t in milik if t.cara is None), None)


def menunggu(*, untuk: Pelaku) -> list[Tunggu]:
    """Papers in force whose line of the actor's post is still unsigned, oldest first; none where the unit signs on
    paper."""
    if cara(untuk.wilayah) == BASAH or not jabatan_saya(untuk):
        return []
    d, t = Dokumen, TandaTangan
    tanya = (
        sa.select(d)
        .where(terlihat(Aksi.DOKUMEN_LIHAT, d.unit_kode, untuk), d.status.not_in(TIDAK_BERLAKU), d.sha256.is_not(None))
        .where(
            sa.exists().where(
                t.dokumen_id == d.id,
                t.cara.is_(None),
                t.unit_kode == untuk.wilayah,
                t.jabatan_kode.in_(jabatan_saya(untuk)),
            )
        )
        .options(selectinload(d.tanda_tangan))
        .order_by(d.id)
        .limit(MAKS_SEKALI)
    )
    ada = ((satu, baris_saya(satu, untuk)) for satu in db.session.scalars(tanya))
    return [Tunggu(satu, t, _bukan_namanya(t, untuk)) for satu, t in ada if t]


def sebab_tidak(dokumen: Dokumen, *, oleh: Pelaku) -> str:
    """Why the actor cannot sign this paper electronically now; "" when nothing is in the way."""
    if tidak := policy.sebab_tidak(oleh, Aksi.DOKUMEN_TANDA_TANGANI, dokumen):
        return tidak
    t = baris_saya(dokumen, oleh)
    if t is None:
        return f"{dokumen.judul} tidak menunggu tanda tangan Anda."
    if not dokumen.berlaku:
        return f"{dokumen.judul} sudah tidak berlaku. Tanda tangani dokumen penggantinya."
    if not dokumen.sha256:
        return f"Naskah {dokumen.judul} belum jadi. Tunggu sampai dapat dibuka, lalu tanda tangani."
    if cara(t.unit_kode) == BASAH:
        return "Menurut aturan unit ini, dokumen ditandatangani di kertas, lalu pindaiannya diunggah."
    return _bukan_namanya(t, oleh)


def _bukan_namanya(t: TandaTangan, oleh: Pelaku) -> str:
    if t.nama and t.nama != oleh.nama:
        return (
            f"Naskah ini mencetak nama {t.nama} sebagai {t.jabatan}. Yang bersangkutan yang menandatanganinya, atau "
            "dokumennya diterbitkan ulang dengan nama Anda."
        )
    return ""


def siapkan(dokumen_id: int, *, oleh: Pelaku, alamat: str) -> Siap:
    """What signing one paper needs. `alamat` is the installation's own, for the code in the visible block.

    Raises:
        TidakAda: out of sight.
        TidakBisa: with the reason.
    """
    d = muat(dokumen_id, oleh=oleh)
    if sebab := sebab_tidak(d, oleh=oleh):
        raise TidakBisa(sebab)
    t = baris_saya(d, oleh)
    assert t is not None  # noqa: S101  # sebab_tidak has asked
    semua = bidang_semua(d)
    minta = signing.Permintaan(
        semua=semua,
        penanda=next(b for b in semua if b.bidang == keaslian.bidang(t.urut)),
        alasan=f"Menandatangani {d.judul} {d.nomor}".strip(),
        tempat=oleh.wilayah_nama or d.unit_nama,
        alamat=f"{alamat}/v/{d.kode}",
        zona=zona(d.unit_kode),
    )
    return Siap(d.id, d.judul, t.id, dasar(d), d.halaman or 1, minta, cara(t.unit_kode) == BSRE)


def muat(dokumen_id: int, *, oleh: Pelaku) -> Dokumen:
    """The paper with signers and frozen content. Raises TidakAda out of sight."""
    tanya = (
        sa.select(Dokumen)
        .where(Dokumen.id == dokumen_id, terlihat(Aksi.DOKUMEN_LIHAT, Dokumen.unit_kode, oleh))
        .options(selectinload(Dokumen.tanda_tangan), undefer(Dokumen.konteks))
    )
    d = db.session.scalar(tanya)
    if d is None:
        raise TidakAda("Dokumen ini tidak ada atau berada di luar wilayah tugas Anda.")
    return d


def bidang_semua(d: Dokumen) -> list[signing.Bidang]:
    """Every field that the file may ever need: none can be added once it is signed. The unit's seal is not seen."""
    beku = {i: bool(p.get("meterai")) for i, p in enumerate(d.konteks["penanda"], 1)}
    return [*(_bidang(satu, beku) for satu in d.tanda_tangan if _dapat_elektronik(satu)), SEGEL]


def _dapat_elektronik(t: TandaTangan) -> bool:
    """Posts that have an account; who was named at the meeting signs by hand, and gets no empty box in the file."""
    return t.jabatan_kode in JABATAN and bool(JABATAN[t.jabatan_kode].peran)


def _bidang(t: TandaTangan, meterai: dict[int, bool]) -> signing.Bidang:
    return signing.Bidang(keaslian.bidang(t.urut), t.nama, t.jabatan, meterai.get(t.urut, False))


def dasar(dokumen: Dokumen) -> str:
    """Hash of the bytes that the next electronic signature comes upon."""
    t = Pindaian
    tanya = sa.select(t.sha256).where(t.dokumen_id == dokumen.id, t.cara == ELEKTRONIK, t.ditolak.is_(None))
    return db.session.scalar(tanya.order_by(t.id.desc()).limit(1)) or str(dokumen.sha256)


@dataclass(frozen=True)
class Kunci:
    """The actor's shut key and what judges it: read in one look, used when no transaction is open. `nik` is set, and
    the rest is empty, where the state's provider holds the key."""

    p12: bytes = field(default=b"", repr=False)
    akar: str = ""
    cabut: bytes = b""
    nik: str = field(default="", repr=False)
    seri: str = ""


def kunci_saya(*, oleh: Pelaku, sandi: str, nik: str = "") -> Kunci:
    """The actor's certificate, whose passphrase was just tried; or, at the state's provider, whose key it is (`nik`).

    Raises:
        TidakBisa: no certificate, or one whose time is over.
        GalatIsian: the passphrase does not open it; `bidang["sandi"]`.
    """
    if cara(oleh.wilayah) == BSRE:
        if not (nik.isdecimal() and len(nik) == PANJANG_NIK and sandi):
            raise GalatIsian(bidang={"sandi": "Isi NIK Anda (16 angka) dan frasa sandi BSrE."})
        return Kunci(nik=nik)
    ada = sertifikat.milik(oleh)
    if ada is None:
        raise TidakBisa(sertifikat.DICABUT if sertifikat.pernah(oleh) else TANPA_SERTIFIKAT)
    if sertifikat.kedaluwarsa(ada):
        raise TidakBisa(KEDALUWARSA)
    p12 = sertifikat.kunci(ada)
    if not penerbit.sandi_cocok(p12, sandi):
        raise GalatIsian(bidang={"sandi": signing.SEBAB["sandi"]})
    akar, cabut = sertifikat.akar(ada.unit_kode)[0]
    return Kunci(p12, akar, cabut, seri=ada.seri)


@contextmanager
def penandatangan(
    kunci: Kunci, sandi: str, setelan: signing.Setelan, bsre: signing_bsre.Setelan | None = None
) -> Iterator[signing.Penandatangan]:
    """A signer for one sitting; what holds the passphrase is gone when the block ends.

    Raises:
        TidakBisa: the unit's rule says BSrE, and the installation has no account there.
    """
    if kunci.nik:
        if bsre is None:
            raise TidakBisa(TANPA_BSRE)
        yield signing_bsre.Bsre(bsre, kunci.nik, sandi)
        return
    with signing.sertifikat_lokal(kunci.p12, sandi, kunci.akar, kunci.cabut, setelan) as juru:
        yield juru


def tandatangani(siap: Siap, juru: signing.Penandatangan, seri: str = "") -> Tertanda:
    """Sign and store, in no transaction: bytes that no row names yet count for nothing. Raises TandaTanganGagal.

    `seri` is of the certificate in use: it is looked at again when the signature is recorded.
    """
    hasil = juru.tandatangani(files.baca(siap.dasar), siap.minta)
    berkas = files.simpan(hasil.isi)
    return Tertanda(siap, berkas.sha256, berkas.ukuran, hasil.tingkat, seri)


def catat(tertanda: Tertanda, *, oleh: Pelaku, versi: int | None = None) -> Pindaian:
    """The signature and its bytes become the paper's, both in the caller's transaction.

    Raises:
        TidakAda, TidakBisa: as when it was prepared.
        HalamanUsang: somebody signed or changed the paper meanwhile.
    """
    siap = tertanda.siap
    d = db.session.get_one(Dokumen, siap.dokumen_id)
    kunci_baris(d)
    db.session.expire(d, ["tanda_tangan"])
    if versi is not None and versi != d.versi_baris:
        raise HalamanUsang(f"{d.judul} baru saja berubah. Muat ulang halaman, lalu ulangi.")
    if sebab := sebab_tidak(d, oleh=oleh):
        raise TidakBisa(sebab)
    t = next(satu for satu in d.tanda_tangan if satu.id == siap.penanda_id)
    if t.cara is not None or dasar(d) != siap.dasar:
        raise HalamanUsang(f"{d.judul} baru saja ditandatangani orang lain. Ulangi, supaya tanda tangan Anda menyusul.")
    if tertanda.seri:
        sertifikat.wajib_berlaku(tertanda.seri)
    p = berkas_baru(tertanda, oleh=oleh)
    t.cara, t.waktu, t.pindaian_id = ELEKTRONIK, clock.sekarang(), p.id
    if siap.jauh:
        db.session.execute(sa.delete(PercobaanTandaTangan).where(PercobaanTandaTangan.tanda_tangan_id == t.id))
    db.session.flush()
    fakta = {"sha256": p.sha256, "dasar": siap.dasar, "penanda": [t.urut], "tingkat": p.tingkat}
    lakukan(ALUR_DOKUMEN, d, Aksi.DOKUMEN_TANDA_TANGANI, oleh=oleh, versi=None, catatan=fakta)
    return p


def berkas_baru(tertanda: Tertanda, *, oleh: Pelaku) -> Pindaian:
    """The row of the signed bytes."""
    p = Pindaian(
        dokumen_id=tertanda.siap.dokumen_id,
        sha256=tertanda.sha256,
        ukuran=tertanda.ukuran,
        halaman=tertanda.siap.halaman,
        cara=ELEKTRONIK,
        tingkat=tertanda.tingkat,
        diunggah_oleh=oleh.pengguna_id,
    )
    db.session.add(p)
    db.session.flush()
    return p


def pilih(dokumen_id: Sequence[int]) -> list[int]:
    """Chosen papers in the order of their issue, each once. Raises GalatIsian for none or too many."""
    semua = sorted(set(dokumen_id))
    if not semua:
        raise GalatIsian(bidang={"dokumen": "Centang sedikitnya satu dokumen yang akan ditandatangani."})
    if len(semua) > MAKS_SEKALI:
        raise GalatIsian(bidang={"dokumen": f"Sekali jalan paling banyak {MAKS_SEKALI} dokumen."})
    return semua
