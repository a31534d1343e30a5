"""Which packets does the demo show? One cohort for each state, in all three villages."""

import datetime as dt
from collections.abc import Callable, Iterator

import sqlalchemy as sa

from app.cli.demo.atas import Atas
from app.cli.demo.kisah import Alur, Desa, hari_kerja, semua
from app.cli.demo.panggung import Kisah, pukul
from app.cli.demo.usulan import pilih
from app.domain.akses.pelaku import Pelaku
from app.domain.usulan.models import Paket
from app.infra.db import db

# Kinds of a packet's names; `hapus:` names its reason.
# fmt: off
PANJANG = ["tambah", "bansos_pkh", "hapus:meninggal", "perbaikan", "bansos_bpnt", "tambah", "tambah"]
SEDANG = ["tambah", "bansos_bpnt", "atensi_yapi", "bansos_pbi", "hapus:mampu"]
PENDEK = ["tambah", "bansos_pkh", "perbaikan"]
# fmt: on


def awal_bulan(kini: dt.date, geser: int) -> dt.date:
    """The first day of the month `geser` months from now."""
    bulan = kini.year * 12 + kini.month - 1 + geser
    return dt.date(bulan // 12, bulan % 12 + 1, 1)


def sudah_ada(desa: Desa, periode: str, urut: int) -> bool:
    """Whether an earlier run, perhaps cut off, made this packet: then it is left as it is."""
    tanya = sa.select(Paket.id).where(Paket.wilayah_kode == desa.kode, Paket.periode == periode, Paket.urut >= urut)
    return db.session.scalar(tanya.limit(1)) is not None


def susun(alur: list[Alur], mulai: dt.date, langkah: int = 6) -> Iterator[dt.datetime]:
    """From nothing to the meeting and its papers: the village's own steps, as many as are asked for."""
    hari = [hari_kerja(mulai + dt.timedelta(days=n)) for n in (0, 1, 3, 4, 5, 8)]
    hari[5] = alur[0].hari
    for h, nama in list(zip(hari, ("buat", "catat", "lanjut", "rencana", "siapkan", "musyawarah"), strict=True))[
        :langkah
    ]:
        yield from semua(alur, nama, h, 14 if nama == "musyawarah" else 8)


def kirim(alur: list[Alur], hari: dt.date) -> Iterator[dt.datetime]:
    """Announced, printed, signed, submitted."""
    yield from semua(alur, "umumkan", alur[0].hari, 16)
    sebelum = max(hari_kerja(hari - dt.timedelta(days=1)), alur[0].hari)
    yield from semua(alur, "tanda_tangan", sebelum, 17 if sebelum == alur[0].hari else 10)
    yield from semua(alur, "ajukan", hari, 18 if hari == alur[0].hari else 9)


class Rencana:
    """All cohorts, dated from today."""

    def __init__(self, desa: list[Desa], orang: dict[str, Pelaku], kini: dt.date) -> None:
        self.desa, self.kini, self.atas = desa, kini, Atas(orang)

    def alur(self, geser: int, jenis: list[str], *, urut: int = 1, rapat: dt.date | None = None) -> list[Alur]:
        """One packet a village for the month `geser` months from now; its meeting on the tenth, or on `rapat`."""
        bulan = awal_bulan(self.kini, geser)
        hari = rapat or hari_kerja(bulan + dt.timedelta(days=9))
        periode = bulan.strftime("%Y-%m")
        return [Alur(d, periode, pilih(d.kerabat, jenis), hari) for d in self.desa if not sudah_ada(d, periode, urut)]

    def lalu(self, hari: int) -> dt.date:
        """A working day so many days ago."""
        return hari_kerja(self.kini - dt.timedelta(days=hari))

    def tanggal(self, geser: int, hari: int) -> dt.date:
        """A day of a month, on a working day."""
        return hari_kerja(awal_bulan(self.kini, geser) + dt.timedelta(days=hari - 1))

    def kisah(self) -> list[Kisah]:
        """Every story, for the stage."""
        cerita: tuple[Callable[[], Kisah], ...] = (
            self.selesai,
            self.dibatalkan,
            self.disahkan,
            self.terverifikasi,
            self.dikembalikan,
            self.diteruskan,
            self.diajukan,
            self.siap_diajukan,
            self.siap_musyawarah,
            self.draf,
        )
        return [satu() for satu in cerita]

    def masing(self, alur: list[Alur], langkah: Callable[[Alur], None], hari: dt.date, jam: int = 9) -> Kisah:
        """One step of the levels above for every packet, a few minutes apart."""
        for n, satu in enumerate(alur):
            yield pukul(hari, jam, 11 + 14 * n)
            langkah(satu)

    def sampai_dinsos(self, alur: list[Alur], geser: int, mulai: int, telaah: dt.date) -> Kisah:
        """From nothing to the desk of Dinas Sosial; the camat decides on the day after `telaah`."""
        yield from susun(alur, self.tanggal(geser, mulai))
        yield from kirim(alur, self.tanggal(geser, mulai + 11))
        yield from self.masing(alur, self.atas.telaah, telaah)
        yield from self.atas.teruskan(alur, telaah, telaah + dt.timedelta(days=1))

    def sampai_verval(self, alur: list[Alur], geser: int, telaah: dt.date, verval: dt.date) -> Kisah:
        """Matched, judged, and the head of Dinas Sosial has decided on the day after `verval`."""
        yield from self.sampai_dinsos(alur, geser, 2, telaah)
        yield from self.masing(alur, self.atas.padankan, verval, 8)
        yield from self.masing(alur, self.atas.nilai_semua, verval, 11)
        yield from self.atas.verval(alur, verval, verval + dt.timedelta(days=1))

    def selesai(self) -> Kisah:
        alur = self.alur(-6, PANJANG)
        if alur:
            yield from self.sampai_verval(alur, -6, self.tanggal(-6, 17), self.tanggal(-6, 22))
            yield from self.atas.sahkan(alur, self.tanggal(-6, 25), self.tanggal(-6, 27))
            yield from self.masing(alur, self.atas.input_siks, self.tanggal(-5, 6))
            yield from self.masing(alur, self.atas.hasil_pusat, self.tanggal(-4, 15))

    def disahkan(self) -> Kisah:
        alur = self.alur(-4, SEDANG)
        if alur:
            yield from self.sampai_verval(alur, -4, self.tanggal(-4, 18), self.tanggal(-4, 23))
            yield from self.atas.sahkan(alur, self.lalu(18), self.lalu(15))
            yield from self.masing(alur[:2], self.atas.input_siks, self.lalu(12))

    def terverifikasi(self) -> Kisah:
        alur = self.alur(-3, SEDANG)
        if alur:
            yield from self.sampai_verval(alur, -3, self.tanggal(-3, 19), self.lalu(5))

    def dikembalikan(self) -> Kisah:
        """Slawi Kulon and Kagok are returned by their kecamatan, Pagiyanten by Dinas Sosial."""
        alur = self.alur(-3, SEDANG, urut=2, rapat=self.tanggal(-3, 24))
        if not alur:
            return
        a = self.atas
        yield from susun(alur, self.tanggal(-3, 16))
        yield from kirim(alur, self.tanggal(-3, 27))
        yield from self.masing(alur[:2], lambda x: a.kembalikan(x, a.petugas(x)), self.lalu(6))
        yield from self.masing(alur[2:], a.telaah, self.tanggal(-2, 4))
        yield from a.teruskan(alur[2:], self.tanggal(-2, 5), self.tanggal(-2, 6))
        yield from self.masing(alur[2:], lambda x: a.kembalikan(x, a.orang["verifikator"]), self.lalu(6), 11)
        yield from self.masing(alur[1:2], lambda x: a.jawab_tanda(x, 3), self.lalu(3))
        yield from self.masing(alur[2:], lambda x: a.jawab_tanda(x, 1), self.lalu(3))

    def diteruskan(self) -> Kisah:
        """Kagok was returned once and came back; some names are judged, some not yet matched."""
        alur, a = self.alur(-2, PANJANG), self.atas
        if not alur:
            return
        yield from susun(alur, self.tanggal(-2, 2))
        yield from kirim(alur, self.tanggal(-2, 13))
        sekali = alur[1:2]
        yield from self.masing(sekali, lambda x: a.kembalikan(x, a.petugas(x)), self.tanggal(-2, 17))
        yield from self.masing(sekali, lambda x: a.jawab_tanda(x, 9), self.tanggal(-2, 20))
        yield from self.masing(sekali, a.ajukan_ulang, self.tanggal(-2, 22))
        yield from self.masing(alur, a.telaah, self.lalu(8))
        yield from a.teruskan(alur, self.lalu(8), self.lalu(7))
        yield from self.masing(alur[:2], a.padankan, self.lalu(3), 8)
        yield from self.masing(alur[:1], a.nilai_sebagian, self.lalu(2), 11)

    def dibatalkan(self) -> Kisah:
        alur = self.alur(-5, PENDEK)
        if alur:
            yield from susun(alur, self.tanggal(-5, 2), 5)
            yield from semua(alur, "batalkan", self.tanggal(-5, 12))

    def diajukan(self) -> Kisah:
        alur = self.alur(-1, SEDANG)
        if alur:
            yield from susun(alur, self.tanggal(-1, 2))
            yield from kirim(alur, self.lalu(6))

    def siap_diajukan(self) -> Kisah:
        """Slawi Kulon has yet to sign, Kagok signed the berita acara, Pagiyanten only waits for its head."""
        alur = self.alur(-2, PANJANG, urut=2, rapat=self.lalu(9))
        if not alur:
            return
        yield from susun(alur, self.tanggal(-2, 17))
        for satu in alur:
            yield from semua([satu], "cetak", self.lalu(8))
        yield from semua(alur[1:], "umumkan", self.lalu(7))
        yield from semua(alur[1:2], "tanda_tangan_ba", self.lalu(7), 10)
        yield from semua(alur[2:], "tanda_tangan", self.lalu(7), 11)

    def siap_musyawarah(self) -> Kisah:
        """The meeting is next week."""
        alur = self.alur(-1, SEDANG, urut=2, rapat=hari_kerja(self.kini + dt.timedelta(days=6)))
        if alur:
            yield from susun(alur, self.lalu(5), 5)

    def draf(self) -> Kisah:
        """This month's list has been begun: some names complete, some not."""
        alur = self.alur(0, PANJANG[:6])
        for satu in alur:
            satu.butir = [b if n % 2 == 0 else b.belum() for n, b in enumerate(satu.butir)]
        if alur:
            yield from susun(alur, self.lalu(2), 3)
