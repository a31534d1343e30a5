"""How does a sheet become residents? In pieces that commit with their counts; a cut-off run goes on."""

import dataclasses
import hashlib
import hmac
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import groupby, islice
from typing import Any

import sqlalchemy as sa

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.pelaku import Pelaku
from app.domain.aturan.berlaku import nilai
from app.domain.registri import opensid
from app.domain.registri.keadaan import Keadaan, Rencana, simpan_rencana
from app.domain.registri.models import GalatImpor, ImporRegistri
from app.domain.registri.mutasi import tanyakan
from app.domain.registri.opensid import Baris, GalatBaris
from app.domain.wilayah.models import Wilayah
from app.domain.wilayah.zona import zona
from app.infra import audit, clock, crypto, files, jobs, sheets
from app.infra.db import db
from app.infra.format import tanpa_nomor
from app.infra.galat import Galat, GalatIsian, TidakAda, TidakBisa
from app.infra.jobs import Kemajuan

TUGAS = "registri.impor"
POTONGAN = 200
# Up to the first, all that is wrong with a row is listed, then each row once; with more the file is the wrong one.
MAKS_RINCI, MAKS_GALAT = 10_000, 30_000
TERPOTONG = (
    "Daftar ini terlalu panjang: baris ini dan yang sesudahnya belum disebut. "
    "Perbaiki yang sudah disebut, lalu impor lagi."
)
_BARIS_JUDUL = 20


@dataclass(slots=True)
class Hasil:
    """What a run did, counted in residents' rows; `galat` may hold several entries for one refused row."""

    baru: int = 0
    berubah: int = 0
    sama: int = 0
    ditolak: int = 0
    galat: list[GalatBaris] = field(default_factory=list)

    @property
    def baris(self) -> int:
        """Rows looked at."""
        return self.baru + self.berubah + self.sama + self.ditolak

    def sebagai_json(self) -> dict[str, Any]:
        """The stable shape of the command line."""
        return {
            "baru": self.baru,
            "berubah": self.berubah,
            "sama": self.sama,
            "ditolak": self.ditolak,
            "galat": [g.sebagai_json() for g in self.galat],
        }


@dataclass(frozen=True, slots=True)
class _Desa:
    wilayah_kode: str


def sinonim_profil(profil: str, wilayah_kode: str) -> dict[str, str]:
    """Headings of a saved profile (rule `kolom_impor`): heading → column. `opensid` and empty need none."""
    if profil in ("", "opensid"):
        return {}
    isi = nilai("kolom_impor", wilayah_kode, profil)
    if not isi:
        raise GalatIsian(f"Profil kolom “{profil}” belum terdaftar. Pilih profil lain.")
    return {str(judul): str(kolom) for judul, kolom in isi.get("judul", {}).items()}


def mulai_impor(isi: bytes, nama_asal: str, wilayah_kode: str, *, oleh: Pelaku, profil: str = "") -> ImporRegistri:
    """Keep the file and promise the job; the headings are read at once, so a wrong file is refused here.

    Raises TidakBoleh, TidakAda (no such village), GalatIsian (not a usable sheet), TidakBisa (one runs).
    """
    _wajib_desa(wilayah_kode, oleh)
    sinonim = sinonim_profil(profil, wilayah_kode)
    next(iter(_baris_lembar(isi, sinonim)), None)
    berjalan = sa.select(ImporRegistri.id).where(
        ImporRegistri.wilayah_kode == wilayah_kode,
        ImporRegistri.selesai.is_(None),
        ImporRegistri.pekerjaan_id.in_(
            sa.select(jobs.Pekerjaan.id).where(jobs.Pekerjaan.status.in_((jobs.MENUNGGU, jobs.BERJALAN)))
        ),
    )
    if db.session.scalar(berjalan.limit(1)):
        raise TidakBisa("Impor sebelumnya untuk desa ini masih berjalan. Tunggu sampai selesai.")
    berkas = files.simpan(isi)
    impor = ImporRegistri(
        wilayah_kode=wilayah_kode,
        oleh=oleh.pengguna_id,
        nama_asal=tanpa_nomor(nama_asal)[:200],
        sha256=berkas.sha256,
        profil=profil,
    )
    db.session.add(impor)
    db.session.flush()
    impor.pekerjaan_id = jobs.antrekan(TUGAS, {"impor_id": impor.id}, pemilik_id=oleh.pengguna_id).id
    _audit(impor, "mulai", oleh.pengguna_id, oleh.penugasan_id, {"berkas": impor.sha256})
    db.session.flush()
    return impor


def impor_langsung(
    isi: bytes,
    wilayah_kode: str,
    *,
    oleh: Pelaku,
    nama_asal: str,
    profil: str = "",
    kering: bool = False,
    selesai_potongan: Callable[[], None],
) -> Hasil:
    """The same without a queue, for the command line. `selesai_potongan`: the commit of the edge, per piece.

    A dry run looks everything up and writes nothing at all.
    """
    _wajib_desa(wilayah_kode, oleh)
    sumber = _baris_lembar(isi, sinonim_profil(profil, wilayah_kode))
    if kering:
        hasil = Hasil()
        for potongan in _potongan(sumber, wilayah_kode):
            _tambahkan(hasil, _rencanakan(potongan, wilayah_kode))
        return hasil
    impor = ImporRegistri(
        wilayah_kode=wilayah_kode,
        oleh=oleh.pengguna_id,
        nama_asal=tanpa_nomor(nama_asal)[:200],
        sha256=files.simpan(isi).sha256,
        profil=profil,
    )
    db.session.add(impor)
    db.session.flush()
    _audit(impor, "mulai", oleh.pengguna_id, oleh.penugasan_id, {"berkas": impor.sha256})
    hasil = Hasil()
    for potongan in _potongan(sumber, wilayah_kode):
        _kerjakan(impor.id, potongan, wilayah_kode, hasil, oleh.pengguna_id)
        selesai_potongan()
    _tutup(impor, hasil)
    selesai_potongan()
    return hasil


def jalankan(kemajuan: Kemajuan, *, impor_id: int) -> None:
    """The job. Continues after the rows already committed; a refused file is noted on the run."""
    impor = db.session.get(ImporRegistri, impor_id)
    if impor is None or impor.selesai is not None:
        return
    try:
        _jalankan(kemajuan, impor)
    except Galat as galat:
        db.session.rollback()
        impor = db.session.get_one(ImporRegistri, impor_id)
        impor.gagal, impor.selesai = str(galat)[:300], clock.sekarang()


def _jalankan(kemajuan: Kemajuan, impor: ImporRegistri) -> None:
    isi = files.baca(impor.sha256)
    sinonim = sinonim_profil(impor.profil, impor.wilayah_kode)
    impor_id, wilayah_kode, lewati, oleh = impor.id, impor.wilayah_kode, impor.baris, impor.oleh
    hasil = Hasil(impor.baru, impor.berubah, impor.sama, impor.ditolak)
    # Nothing below reads before the first piece is parsed: on SQLite the write lock is not held meanwhile.
    db.session.rollback()
    jumlah = sum(1 for _ in _baris_lembar(isi, sinonim))
    for potongan in _potongan(_baris_lembar(isi, sinonim), wilayah_kode, lewati):
        _kerjakan(impor_id, potongan, wilayah_kode, hasil, oleh)
        kemajuan.lapor(hasil.baris, jumlah, f"{hasil.baris} dari {jumlah} baris", jeda=0)
    _tutup(db.session.get_one(ImporRegistri, impor_id), hasil)


def _wajib_desa(wilayah_kode: str, oleh: Pelaku) -> None:
    policy.wajib_boleh(oleh, Aksi.REGISTRI_IMPOR, _Desa(wilayah_kode))
    ada = db.session.scalar(sa.select(Wilayah.kode).where(Wilayah.kode == wilayah_kode))
    if ada is None or wilayah_kode.count(".") != 3:
        raise TidakAda("Desa atau kelurahan dengan kode itu tidak terdaftar.")


Mentah = tuple[int, dict[str, object]]


def _baris_lembar(isi: bytes, sinonim: dict[str, str]) -> Iterator[Mentah]:
    """Rows below the headings as (row number, column → cell), from the first sheet that has such headings."""
    galat: GalatIsian | None = None
    lembar_ada: list[str | None] = [*sheets.nama_lembar(isi)]
    for lembar in lembar_ada or [None]:
        try:
            return _dari_lembar(isi, lembar, sinonim)
        except GalatIsian as salah:
            galat = galat or salah
    raise galat or GalatIsian("Berkas tidak memuat tabel. Periksa kembali berkas yang dipilih.")


def _dari_lembar(isi: bytes, lembar: str | None, sinonim: dict[str, str]) -> Iterator[Mentah]:
    baris = sheets.baca(isi, lembar=lembar, biar_membalik=True)
    kepala = list(islice(baris, _BARIS_JUDUL))
    tempat = next((i for i, b in enumerate(kepala) if opensid.cari_judul(b.sel, sinonim)), 0)
    letak = opensid.baca_judul(kepala[tempat].sel if kepala else [], sinonim)

    def isinya() -> Iterator[Mentah]:
        for semua in (kepala[tempat + 1 :], baris):
            for nomor, sel in semua:
                satu: dict[str, object] = {k: sel[i] for i, k in letak.items() if i < len(sel)}
                if not all(opensid.kosong(v) for v in satu.values()):
                    yield nomor, satu

    return isinya()


@dataclass(frozen=True, slots=True)
class Potongan:
    """A piece of the file: rows that can be taken, with their fingerprint, and faults by row."""

    baris: list[tuple[Baris, str]]
    galat: list[GalatBaris]
    ditolak: int


def _potongan(sumber: Iterator[Mentah], wilayah_kode: str, lewati: int = 0) -> Iterator[Potongan]:
    """Parse piece by piece. Skipped rows are parsed too: a later row may be the double of one of them."""
    hari_ini = clock.hari_ini(zona(wilayah_kode))
    kunci = crypto.kunci_turunan("impor")
    terlihat: dict[bytes, int] = {}
    nomor_urut = 0
    while bagian := list(islice(sumber, POTONGAN)):
        baris: list[tuple[Baris, str]] = []
        galat: list[GalatBaris] = []
        ditolak = 0
        for nomor, sel in bagian:
            hasil = opensid.baca_baris(nomor, sel, hari_ini=hari_ini)
            if isinstance(hasil, Baris):
                hasil = _ganda(hasil, terlihat) or hasil
            nomor_urut += 1
            if nomor_urut <= lewati:
                continue
            if isinstance(hasil, Baris):
                baris.append((hasil, sidik(hasil, kunci)))
            else:
                galat += hasil
                ditolak += 1
        if baris or ditolak:
            yield Potongan(baris, galat, ditolak)


def _ganda(b: Baris, terlihat: dict[bytes, int]) -> list[GalatBaris]:
    tanda = b.nik or f"{b.no_kk}|{opensid.cari_nama(b.nama)}|{b.tanggal_lahir}"
    sidik_tanda = hashlib.blake2b(tanda.encode(), digest_size=12).digest()
    pertama = terlihat.setdefault(sidik_tanda, b.nomor)
    if pertama == b.nomor:
        return []
    kolom = "nik" if b.nik else "nama"
    sebutan = "NIK ini" if b.nik else "Orang tanpa NIK ini"
    pesan = f"{sebutan} sudah ada pada baris {pertama}. Hapus salah satu baris, lalu unggah lagi."
    return [GalatBaris(b.nomor, kolom, opensid.tampilkan(kolom, b.nik or b.nama), pesan)]


def sidik(b: Baris, kunci: bytes) -> str:
    """A keyed hash of everything that the row says: equal means that there is nothing to do."""
    isi = {f.name: getattr(b, f.name) for f in dataclasses.fields(b) if f.name != "nomor"}
    teks = json.dumps(isi, ensure_ascii=False, sort_keys=True, default=str)
    return hmac.new(kunci, teks.encode(), hashlib.sha256).hexdigest()


def _rencanakan(potongan: Potongan, wilayah_kode: str) -> Rencana:
    rencana = Keadaan.baca([b for b, _ in potongan.baris], wilayah_kode).rencanakan(potongan.baris)
    rencana.galat = [*potongan.galat, *rencana.galat]
    rencana.ditolak += potongan.ditolak
    return rencana


def _tambahkan(hasil: Hasil, rencana: Rencana) -> None:
    hasil.baru += len(rencana.baru)
    hasil.berubah += len(rencana.berubah)
    hasil.sama += rencana.sama
    hasil.ditolak += rencana.ditolak
    for _, sebaris in groupby(sorted(rencana.galat, key=_nomor), key=_nomor):
        _daftarkan(hasil.galat, list(sebaris))


def _nomor(g: GalatBaris) -> int:
    return g.baris


def _daftarkan(daftar: list[GalatBaris], sebaris: list[GalatBaris]) -> None:
    """List what is wrong with one row: no row goes unnamed while the list has room, and a full list says so."""
    pertama, lain = sebaris[0], len(sebaris) - 1
    if len(daftar) < MAKS_RINCI:
        daftar += sebaris
    elif len(daftar) < MAKS_GALAT - 1:
        sisa = f" Masih ada {lain} hal lain pada baris ini." if lain else ""
        daftar.append(dataclasses.replace(pertama, pesan=pertama.pesan + sisa))
    elif len(daftar) == MAKS_GALAT - 1:
        daftar.append(GalatBaris(pertama.baris, "-", "", TERPOTONG))


def _kerjakan(impor_id: int, potongan: Potongan, wilayah_kode: str, hasil: Hasil, oleh: int) -> None:
    rencana = _rencanakan(potongan, wilayah_kode)
    simpan_rencana(rencana, wilayah_kode)
    tanyakan(rencana.mutasi, wilayah_kode, oleh=oleh)
    sebelum = len(hasil.galat)
    _tambahkan(hasil, rencana)
    if baru := hasil.galat[sebelum:]:
        db.session.execute(sa.insert(GalatImpor), [{"impor_id": impor_id, "isi": g.sebagai_json()} for g in baru])
    db.session.execute(
        sa.update(ImporRegistri)
        .where(ImporRegistri.id == impor_id)
        .execution_options(synchronize_session=False)
        .values(
            baris=hasil.baris,
            baru=hasil.baru,
            berubah=hasil.berubah,
            sama=hasil.sama,
            ditolak=hasil.ditolak,
        )
    )


def _tutup(impor: ImporRegistri, hasil: Hasil) -> None:
    db.session.refresh(impor)
    impor.selesai = clock.sekarang()
    hitungan = {k: v for k, v in hasil.sebagai_json().items() if k != "galat"}
    _audit(impor, "selesai", impor.oleh, None, hitungan)


def _audit(impor: ImporRegistri, ke: str, pengguna_id: int, penugasan_id: int | None, isi: dict[str, Any]) -> None:
    fakta = {"aksi": Aksi.REGISTRI_IMPOR, "objek": impor.sebutan_audit, "ke": ke, "isi": isi}
    audit.catat(f"impor:{impor.id}", [fakta], pengguna_id=pengguna_id, penugasan_id=penugasan_id)
