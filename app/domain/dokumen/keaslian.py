"""Is this paper genuine? What the holder of its code or file may know: no NIK, no resident's name."""

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from app.domain.dokumen.kode import normalkan
from app.domain.dokumen.models import Dokumen, Pindaian, TandaTangan
from app.domain.dokumen.status import JenisDokumen, StatusDokumen
from app.infra.db import db

CARA = {"basah": "tanda tangan basah, dipindai", "elektronik": "tanda tangan elektronik"}
TINGKAT = {
    "B-B": "tanpa cap waktu tepercaya",
    "B-T": "dengan cap waktu",
    "B-LTA": "dengan cap waktu dan bukti jangka panjang",
    "BSrE": "lewat BSrE",
}
SEGEL = "segel"  # the field of the unit's seal
# The receipt's title and signers say nothing of the resident, but its existence does: its own page is /lacak.
_TANPA_RINCIAN = frozenset({JenisDokumen.TANDA_TERIMA})


@dataclass(frozen=True, slots=True)
class PenandaPublik:
    """One signer as the public sees it."""

    jabatan: str
    nama: str
    cara: str
    waktu: dt.datetime | None
    wajib: bool


@dataclass(frozen=True, slots=True)
class Keaslian:
    """The public facts of one paper. `keadaan` ∈ asli | digantikan | batal.

    `sha256` None while the PDF is made.
    """

    kode: str
    jenis: JenisDokumen
    judul: str
    nomor: str
    unit: str
    tanggal: dt.date
    keadaan: str
    pengganti_kode: str
    sha256: str | None
    salinan_sha256: str | None
    pindaian: list[str]
    elektronik: list[str]
    penanda: list[PenandaPublik]
    segel: str

    def cocok(self, sha256: str) -> str:
        """How a file relates to the paper: `terbit`, `salinan` (to read), `elektronik` (signed so), `pindaian` (of ink)
        or "" (some other bytes)."""
        if sha256 in (self.sha256, self.salinan_sha256):
            return "terbit" if sha256 == self.sha256 else "salinan"
        if sha256 in self.elektronik:
            return "elektronik"
        return "pindaian" if sha256 in self.pindaian else ""


def periksa(teks: str) -> Keaslian | None:
    """The paper with this code, however it was typed; None if there is none."""
    kode = normalkan(teks)
    if kode is None:
        return None
    d = db.session.scalar(
        sa.select(Dokumen)
        .where(Dokumen.kode == kode)
        .options(selectinload(Dokumen.tanda_tangan), selectinload(Dokumen.pindaian))
    )
    return _keaslian(d) if d else None


def periksa_berkas(sha256: str) -> Keaslian | None:
    """The paper whose issued file, reading copy or scan has this hash; None if no paper has."""
    sama = sa.or_(Dokumen.sha256 == sha256, Dokumen.salinan_sha256 == sha256)
    d = db.session.scalar(sa.select(Dokumen).where(sama).limit(1))
    if d is None:
        d = db.session.scalar(
            sa.select(Dokumen)
            .join(Pindaian, Pindaian.dokumen_id == Dokumen.id)
            .where(Pindaian.sha256 == sha256, Pindaian.ditolak.is_(None))
            .order_by(Dokumen.id.desc())
            .limit(1)
        )
    return _keaslian(d) if d else None


def tingkat_elektronik(sha256: str) -> str | None:
    """Which kind of electronic signature the file with this hash carries; None when it is a scan or an issued paper."""
    t = Pindaian
    tanya = sa.select(t.tingkat).where(t.sha256 == sha256, t.cara == "elektronik").limit(1)
    return db.session.scalar(tanya)


def tercatat(sha256: str) -> dict[str, dt.datetime]:
    """When the register took in the electronic signatures that the file with this hash may carry, by their field."""
    t, p = TandaTangan, Pindaian
    dokumen = sa.select(p.dokumen_id).where(p.sha256 == sha256)
    tanda = db.session.execute(sa.select(t.urut, t.waktu).where(t.dokumen_id.in_(dokumen), t.cara == "elektronik"))
    hasil = {bidang(b.urut): b.waktu for b in tanda if b.waktu}
    disegel = db.session.scalar(sa.select(p.diunggah).where(p.dokumen_id.in_(dokumen), p.segel).limit(1))
    return hasil | ({SEGEL: disegel} if disegel else {})


def bidang(urut: int) -> str:
    """The name of a signer's field in the file."""
    return f"penanda-{urut}"


def bidang_sendiri(nama: str) -> bool:
    """Whether a field of a file is one of ours: what a provider elsewhere signs stands in a field that it names."""
    return nama == SEGEL or nama.startswith("penanda-")


def _keaslian(d: Dokumen) -> Keaslian:
    rinci = d.jenis not in _TANPA_RINCIAN
    return Keaslian(
        kode=d.kode,
        jenis=d.jenis,
        judul=d.judul,
        nomor=d.nomor,
        unit=d.unit_nama,
        tanggal=d.tanggal,
        keadaan=_keadaan(d.status),
        pengganti_kode=_kode_pengganti(d),
        sha256=d.sha256,
        salinan_sha256=d.salinan_sha256,
        pindaian=[p.sha256 for p in d.pindaian if p.ditolak is None and p.cara != "elektronik"],
        elektronik=[p.sha256 for p in d.pindaian if p.ditolak is None and p.cara == "elektronik"],
        penanda=[PenandaPublik(t.jabatan, t.nama, _cara(t, d), t.waktu, t.wajib) for t in d.tanda_tangan if rinci],
        segel=next((f"segel elektronik, {TINGKAT.get(p.tingkat, p.tingkat)}" for p in d.pindaian if p.segel), ""),
    )


def _cara(t: TandaTangan, d: Dokumen) -> str:
    """How a signer signed, and for an electronic signature how much it proves: never more than is in the file."""
    tingkat = next((p.tingkat for p in d.pindaian if p.id == t.pindaian_id and p.cara == "elektronik"), "")
    return ", ".join(b for b in (CARA.get(t.cara or "", ""), TINGKAT.get(tingkat, "")) if b)


def _keadaan(status: StatusDokumen) -> str:
    lain = {StatusDokumen.BATAL: "batal", StatusDokumen.DIGANTIKAN: "digantikan"}
    return lain.get(status, "asli")


def _kode_pengganti(d: Dokumen) -> str:
    if d.pengganti_id is None:
        return ""
    return db.session.scalar(sa.select(Dokumen.kode).where(Dokumen.id == d.pengganti_id)) or ""
