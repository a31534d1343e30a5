"""Which page of a scanned stack belongs to which paper? Read, turned upright, doubles and gaps and strangers named."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from app.domain.dokumen.kode import baca_alamat, berkelompok
from app.domain.dokumen.models import Dokumen
from app.infra.pages import HalamanPindai


class Terbaca(NamedTuple):
    """What was read on one page: code of the paper ("" if none), its page, by how many degrees to turn it upright,
    the hash of its small picture, and whether a code was there that is none of ours."""

    nomor: int
    kode: str
    halaman: int | None
    putar: int
    kecil: str
    lain: bool


class Tempat(NamedTuple):
    """Where a person put a page by hand: paper, page, degrees clockwise to turn it."""

    dokumen_id: int
    halaman: int
    putar: int = 0


class Asing(NamedTuple):
    """A paper of this system that is not one of those expected. `sebab` ∈ usang | lain | tanpa_tanda."""

    judul: str
    sebab: str
    pengganti: str = ""


@dataclass(frozen=True, slots=True)
class HalamanPilah:
    """One page of the stack after sorting. `keadaan` ∈ masuk ganda tak_terbaca asing usang lain tanpa_tanda.

    `kalimat` names what is wrong ("" for a page in its place); `diputar` says that it lay on its side or head.
    """

    nomor: int
    keadaan: str
    kalimat: str = ""
    dokumen_id: int | None = None
    halaman: int = 0
    putar: int = 0
    diputar: bool = False
    tangan: bool = False


@dataclass(slots=True)
class DokumenPilah:
    """One paper with its pages found: page of the paper → page of the stack."""

    dokumen: Dokumen
    halaman: dict[int, HalamanPilah] = field(default_factory=dict)

    @property
    def kurang(self) -> list[int]:
        """Pages of the paper that the stack does not hold."""
        return [n for n in range(1, (self.dokumen.halaman or 0) + 1) if n not in self.halaman]

    @property
    def urut(self) -> list[tuple[int, int]]:
        """(page of the stack, degrees to turn it) in the order of the paper."""
        return [(h.nomor, h.putar) for _, h in sorted(self.halaman.items())]


@dataclass(frozen=True, slots=True)
class Pilahan:
    """The whole stack. `diharap` are all papers expected, `dokumen` those of which a page was found."""

    dokumen: list[DokumenPilah]
    halaman: list[HalamanPilah]
    diharap: Sequence[Dokumen]

    def keadaan(self, *apa: str) -> list[HalamanPilah]:
        """Pages in one of these states."""
        return [h for h in self.halaman if h.keadaan in apa]

    @property
    def diputar(self) -> list[int]:
        """Pages that lay on their side or head."""
        return [h.nomor for h in self.halaman if h.diputar]


def terbaca(halaman: HalamanPindai, kecil: str) -> Terbaca:
    """What the codes of one page say; two papers on one page say nothing."""
    ada = [(k, q.putaran) for q in halaman.qr if (k := baca_alamat(q.teks))]
    kode = {k.kode for k, _ in ada}
    if len(kode) != 1:
        return Terbaca(halaman.nomor, "", None, 0, kecil, lain=bool(halaman.qr) and not ada)
    k, putaran = max(ada, key=lambda satu: satu[0].halaman or 0)
    return Terbaca(halaman.nomor, k.kode, k.halaman, -putaran % 360, kecil, lain=False)


def pilah(
    baca: Iterable[Terbaca],
    dokumen: Sequence[Dokumen],
    asing: Mapping[str, Asing],
    tangan: Mapping[int, Tempat],
) -> Pilahan:
    """Lay every page where it belongs. `asing` explains codes of ours outside `dokumen`; `tangan` outranks the code."""
    menurut_kode = {d.kode: DokumenPilah(d) for d in dokumen}
    menurut_id = {p.dokumen.id: p for p in menurut_kode.values()}
    hasil = []
    for t in baca:
        satu = _dengan_tangan(t, tangan[t.nomor]) if t.nomor in tangan else _menurut_kode(t, menurut_kode, asing)
        hasil.append(_tempatkan(satu, menurut_id) if satu.keadaan == "masuk" else satu)
    return Pilahan([p for p in menurut_kode.values() if p.halaman], hasil, dokumen)


def _dengan_tangan(t: Terbaca, tempat: Tempat) -> HalamanPilah:
    return HalamanPilah(t.nomor, "masuk", "", tempat.dokumen_id, tempat.halaman, tempat.putar, tangan=True)


def _menurut_kode(t: Terbaca, dokumen: Mapping[str, DokumenPilah], asing: Mapping[str, Asing]) -> HalamanPilah:
    awal = f"Halaman {t.nomor}"
    if not t.kode:
        if t.lain:
            return HalamanPilah(t.nomor, "tak_terbaca", f"{awal}: kode pada halaman ini bukan kode naskah sistem ini.")
        return HalamanPilah(t.nomor, "tak_terbaca", f"{awal}: kode tidak terbaca.")
    if t.kode not in dokumen:
        return _asing(t, asing.get(t.kode))
    d = dokumen[t.kode].dokumen
    nomor = t.halaman or (1 if d.halaman == 1 else 0)
    if not 1 <= nomor <= (d.halaman or 0):
        kalimat = f"{awal}: bagian dari {d.judul}, tetapi nomor halamannya tidak terbaca."
        return HalamanPilah(t.nomor, "tak_terbaca", kalimat)
    return HalamanPilah(t.nomor, "masuk", "", d.id, nomor, t.putar, diputar=t.putar != 0)


def _asing(t: Terbaca, ada: Asing | None) -> HalamanPilah:
    awal = f"Halaman {t.nomor}"
    if ada is None:
        kalimat = f"{awal}: kode {berkelompok(t.kode)} tidak dikenal; bukan naskah dari sistem ini."
        return HalamanPilah(t.nomor, "asing", kalimat)
    if ada.sebab == "usang":
        ganti = f" dan digantikan naskah berkode {berkelompok(ada.pengganti)}" if ada.pengganti else ""
        kalimat = f"{awal}: {ada.judul} ini sudah tidak berlaku{ganti}. Cetak dan tanda tangani naskah yang berlaku."
    elif ada.sebab == "tanpa_tanda":
        kalimat = f"{awal}: {ada.judul} tidak memerlukan pindaian bertanda tangan, jadi tidak disimpan."
    else:
        kalimat = f"{awal}: {ada.judul} tidak termasuk yang diunggah di sini. Unggah dari halaman paketnya."
    return HalamanPilah(t.nomor, ada.sebab, kalimat)


def _tempatkan(h: HalamanPilah, menurut_id: Mapping[int, DokumenPilah]) -> HalamanPilah:
    p = menurut_id.get(h.dokumen_id or 0)
    if p is None or not 1 <= h.halaman <= (p.dokumen.halaman or 0):
        return HalamanPilah(h.nomor, "tak_terbaca", f"Halaman {h.nomor}: belum ditempatkan.")
    if dulu := p.halaman.get(h.halaman):
        kalimat = (
            f"Halaman {h.nomor} sama dengan halaman {dulu.nomor}: {p.dokumen.judul} halaman {h.halaman}. "
            f"Yang dipakai halaman {dulu.nomor}."
        )
        return HalamanPilah(h.nomor, "ganda", kalimat, h.dokumen_id, h.halaman, h.putar)
    p.halaman[h.halaman] = h
    return h
