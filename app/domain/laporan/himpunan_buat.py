"""How does a package of papers come to be? One part per packet, then one PDF, then one archive; each kept when done."""

import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from typing import Any, BinaryIO

from app.domain.laporan import himpunan_naskah as naskah
from app.infra import audit_sampai, files, files_besar
from app.infra.pages_gabung import GabungGagal, TidakTerbuka, gabung
from app.infra.zips_tulis import Penulis

MAKS_BYTE = 4 * 1024**3
TERLALU_BESAR = "Isinya melebihi 4 GB. Unduh per kecamatan atau per desa."
# A merged PDF of more packets than this is opened by no office computer: beyond, there is one a kecamatan.
MAKS_GABUNG = 60
Gabungan = Mapping[str, Callable[[], Iterable[bytes]]]  # name in the archive → its bytes


def bagian_paket(p: dict[str, Any], keluar: BinaryIO) -> tuple[int, list[str]]:
    """The packet's papers and scans as one PDF: (pages, names of files that can not be joined)."""
    berkas = list(_sekali(p["berkas"]))
    dilewati: list[str] = []
    while berkas:
        try:
            with ExitStack() as buka:
                return gabung(
                    [(_judul(b), buka.enter_context(_tertuang([files.baca(b["sha256"])]))) for b in berkas], keluar
                ), dilewati
        except TidakTerbuka as galat:
            dilewati.append(berkas.pop(galat.args[0])["nama"])
        except GabungGagal:  # one of them is too heavy; all of them are in the archive as they are
            return 0, dilewati + [b["nama"] for b in berkas]
    return 0, dilewati


def kelompok(paket: list[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Which packets become one merged PDF, and its name: all, or those of a kecamatan when they are many."""
    ada = [p for p in paket if p["halaman"]]
    if len(paket) <= MAKS_GABUNG:
        return [(naskah.GABUNGAN, ada)] if ada else []
    per: dict[str, list[dict[str, Any]]] = {}
    for p in ada:
        per.setdefault(f"{naskah.FOLDER_GABUNGAN}/{p['kelompok']}.pdf", []).append(p)
    return list(per.items())


def judul_bagian(p: dict[str, Any]) -> str:
    """What the bookmark of a packet says."""
    return f"{p['desa']}, {p['nomor']}".removesuffix(", ")


def _sekali(berkas: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """One scan may stand for several papers: its pages come once."""
    sudah: set[str] = set()
    for b in berkas:
        if b["sha256"] not in sudah:
            sudah.add(b["sha256"])
            yield b


def _judul(b: dict[str, Any]) -> str:
    return f"{b['judul']} {b['nomor']}".rstrip() + (" (pindaian)" if b["apa"] == "pindaian" else "")


def rangkai(bagian: list[tuple[str, list[str]]], keluar: BinaryIO) -> None:
    """One PDF of packets' parts, each (title, hashes of its pieces); a single one is taken as it is."""
    if len(bagian) == 1:
        keluar.writelines(files_besar.alirkan(bagian[0][1]))
        return
    with ExitStack() as buka:
        gabung([(judul, buka.enter_context(_tertuang(files_besar.alirkan(p)))) for judul, p in bagian], keluar)


def _tertuang(isi: Iterable[bytes]) -> BinaryIO:
    """A nameless file on disk: it is gone with the process, however that ends."""
    sumber = tempfile.TemporaryFile()  # noqa: SIM115  # the caller closes it
    sumber.writelines(isi)
    sumber.seek(0)
    return sumber


def arsip(
    judul: str,
    daftar: dict[str, Any],
    gabungan: Gabungan,
    alamat: str,
    keluar: BinaryIO,
    rehat: Callable[[], None] = lambda: None,
) -> None:
    """Write the archive. The same list gives the same bytes. `rehat` is called between two packets. Raises GalatIsian
    when it is too large."""
    with zipfile.ZipFile(keluar, "w") as wadah:
        tulis = Penulis(wadah, MAKS_BYTE, TERLALU_BESAR)
        rantai: list[dict[str, Any]] = []
        for p in daftar["paket"]:
            for b in p["berkas"]:
                sebut = {k: b[k] for k in ("apa", "jenis", "judul", "nomor", "kode")}
                tulis.tambah(b["nama"], files.baca(b["sha256"]), **sebut)
            if p["foto"]:
                tulis.tambah(f"{p['folder']}/{naskah.FOTO}", naskah.indeks_foto(p["foto"]))
            rantai += [_riwayat(tulis, p["folder"], *titik) for titik in p["rantai"]]
            rehat()
        for nama, isi in gabungan.items():
            tulis.tambah(nama, isi())
            rehat()
        belum = [b for p in daftar["paket"] for b in p["belum"]]
        tulis.tambah(naskah.CARA, naskah.cara_memeriksa(judul, tulis.berkas, belum, alamat))
        tulis.tambah(naskah.SIDIK, naskah.daftar_sidik(tulis.berkas))
        tulis.tutup(naskah.MANIFES, naskah.manifes(judul, daftar, tulis.berkas, rantai))


def _riwayat(tulis: Penulis, folder: str, rantai: str, urut: int, kepala: str) -> dict[str, Any]:
    """The history of decisions as it stood when the list was frozen, and what a reader needs to recompute it."""
    nama = f"{folder}/riwayat/{rantai.replace(':', '-')}.txt"
    tulis.tambah(nama, audit_sampai.tertulis(rantai, urut).encode())
    sebelum = audit_sampai.sebelum(rantai)
    return {"rantai": rantai, "berkas": nama, "baris": urut, "sebelum": sebelum, "kepala": kepala}


def langsung(judul: str, p: dict[str, Any], alamat: str, keluar: BinaryIO) -> None:
    """The archive of one packet in one go, as the job makes it. Raises GalatIsian."""
    with tempfile.TemporaryFile() as gabungan:
        p["halaman"], p["tidak_digabung"] = bagian_paket(p, gabungan)
        gabungan.seek(0)
        baca = {naskah.GABUNGAN: lambda: iter(lambda: gabungan.read(files_besar.POTONG), b"")} if p["halaman"] else {}
        arsip(judul, {"paket": [p]}, baca, alamat, keluar)
