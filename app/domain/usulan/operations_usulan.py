"""What can be done with a proposal? Draft it, fill it, judge it, note what the centre said."""

import datetime as dt
import secrets
from typing import Any

import sqlalchemy as sa

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.langkah import lakukan, mulai
from app.domain.akses.pelaku import Pelaku
from app.domain.aturan.berlaku import berlaku
from app.domain.dokumen.models import Dokumen
from app.domain.registri.models import Warga
from app.domain.usulan import akibat_usulan, isian, naskah, pasangan
from app.domain.usulan.alur_usulan import ALUR_USULAN
from app.domain.usulan.models import Paket, Usulan
from app.domain.usulan.status import StatusPaket, StatusUsulan
from app.domain.wilayah.kode import meliputi
from app.infra import audit, clock
from app.infra.db import db, kunci_baris
from app.infra.galat import Galat, GalatIsian, HalamanUsang, TidakAda, TidakBisa

ABJAD = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
SESI_ISIAN = dt.timedelta(minutes=30)


def muat(usulan_id: int) -> Usulan:
    """A proposal for a step; scope is asked by the step's authority. Raises TidakAda."""
    usulan = db.session.get(Usulan, usulan_id)
    if usulan is None:
        raise TidakAda
    return usulan


def muat_untuk(usulan_id: int, *, oleh: Pelaku) -> Usulan:
    """As `muat`, but invisible is 404."""
    usulan = muat(usulan_id)
    if not policy.mungkin(oleh, Aksi.USULAN_LIHAT) or not meliputi(oleh.wilayah, usulan.wilayah_kode):
        raise TidakAda
    return usulan


def catat(
    paket: Paket,
    *,
    warga_id: int,
    jenis: str,
    oleh: Pelaku,
    asal: str = "desa",
    jalur: str = "desa",
    lanjutan_dari: int | None = None,
) -> Usulan:
    """A new draft about a resident of the packet's village, its fields taken from the registry.

    `asal` ∈ desa | forum (raised in the hall); `lanjutan_dari` is the proposal that it takes up again.

    Raises TidakAda for a resident of elsewhere, TidakBisa when a live proposal of the same kind exists.
    """
    kunci_baris(paket)
    warga = db.session.get(Warga, warga_id, with_for_update={"of": Warga})  # nobody moves away meanwhile
    if warga is None or warga.wilayah_kode != paket.wilayah_kode:
        raise TidakAda
    aturan = isian.jenis_ditawarkan(paket.wilayah_kode, paket.profil, paket.segera_alasan).get(jenis)
    if aturan is None:
        raise GalatIsian(bidang={"jenis": "Pilih jenis usulan dari daftar."})
    _tolak_bila_ganda(warga, jenis)
    usulan = Usulan(
        paket=paket,
        wilayah_kode=paket.wilayah_kode,
        jenis=jenis,
        warga=warga,
        keluarga=warga.keluarga,
        nama=warga.nama,
        rt=warga.keluarga.rt,
        rw=warga.keluarga.rw,
        isi=isian.isi_awal(warga, warga.keluarga, aturan),
        asal=asal,
        jalur=jalur,
        lanjutan_dari=lanjutan_dari,
        versi_baris=0,
        kode_lacak=kode_lacak(),
    )
    mulai(ALUR_USULAN, usulan, Aksi.USULAN_CATAT, oleh=oleh)
    _sentuh(paket)
    return usulan


def kode_lacak() -> str:
    """A code by which a resident follows a proposal: 49 bits, so that neither guessing nor a million rows meet one."""
    return "".join(secrets.choice(ABJAD) for _ in range(10))


def _tolak_bila_ganda(warga: Warga, jenis: str) -> None:
    ada = db.session.execute(
        sa.select(Paket.nomor).join(Usulan).where(Usulan.warga_id == warga.id, Usulan.jenis == jenis, Usulan.hidup)
    ).scalar()
    if ada:
        raise TidakBisa(f"{warga.nama} sudah mempunyai usulan sejenis yang masih berjalan pada paket {ada}.")


def _sentuh(paket: Paket) -> None:
    """The list changed: a packet page drawn before is stale."""
    paket.versi_baris += 1


def simpan_isi(usulan: Usulan, kiriman: dict[str, list[str]], *, oleh: Pelaku, versi: int | None) -> None:
    """Keep what was typed, as it is. Needs no idempotency key; one audit row per editing session.

    `versi` is the proposal's own; two people typing into the same one are told. Raises GalatIsian per field.
    """
    kunci_baris(usulan)
    policy.wajib_boleh(oleh, Aksi.USULAN_ISI, usulan)
    ALUR_USULAN.wajib(usulan, Aksi.USULAN_ISI)
    if versi is not None and versi != usulan.versi_baris:
        raise HalamanUsang(
            "Usulan ini sudah diubah di tempat lain sejak Anda membukanya. Isian Anda belum tersimpan: periksa lagi,"
            " lalu tekan Simpan untuk menggantikan isian yang di sana."
        )
    baru = isian.rapikan(usulan, kiriman)
    kode = kiriman.get("alasan_kode", [usulan.alasan_kode])[-1]
    tabel = isian.jenis(usulan.jenis, usulan.wilayah_kode).get("alasan")
    if tabel and kode and kode not in berlaku(tabel, usulan.wilayah_kode):
        raise GalatIsian(bidang={"alasan_kode": "Pilih alasan dari daftar."})
    if baru == usulan.isi and (not tabel or kode == usulan.alasan_kode):
        return
    sebelum = {"isi": usulan.isi, "alasan_kode": usulan.alasan_kode}
    usulan.isi, usulan.diubah = baru, clock.sekarang()
    if oleh.mengetik:
        usulan.catat_pengetik(oleh)
    usulan.alasan_kode = kode if tabel else ""
    usulan.versi_baris += 1
    _catat_sesi(usulan, sebelum, oleh)


def _catat_sesi(usulan: Usulan, sebelum: dict[str, Any], oleh: Pelaku) -> None:
    a = audit.Audit
    terakhir = db.session.execute(
        sa.select(a.aksi, a.waktu, a.pengguna_id).where(a.objek == usulan.sebutan_audit).order_by(a.id.desc()).limit(1)
    ).first()
    if (
        terakhir
        and terakhir.aksi == Aksi.USULAN_ISI
        and terakhir.pengguna_id == oleh.pengguna_id
        and clock.sekarang() - terakhir.waktu < SESI_ISIAN
    ):
        return
    db.session.flush()
    audit.catat(
        usulan.rantai,
        [{"aksi": Aksi.USULAN_ISI, "objek": usulan.sebutan_audit, "dari": usulan.status, "ke": usulan.status,
          "isi": {"sebelum": sebelum}}],
        pengguna_id=oleh.pengguna_id,
        penugasan_id=oleh.penugasan_id,
    )  # fmt: skip


def lengkapi(usulan: Usulan, *, oleh: Pelaku, versi: int) -> None:
    """Declare the proposal complete; everything missing is named at once."""
    lakukan(ALUR_USULAN, usulan, Aksi.USULAN_LENGKAPI, oleh=oleh, versi=versi)
    _sentuh(usulan.paket)


def buka(usulan: Usulan, *, oleh: Pelaku, versi: int) -> None:
    """Open a complete proposal for typing again."""
    lakukan(ALUR_USULAN, usulan, Aksi.USULAN_BUKA, oleh=oleh, versi=versi)
    _sentuh(usulan.paket)


def tarik(usulan: Usulan, *, alasan: str, oleh: Pelaku, versi: int) -> None:
    """Withdraw a proposal from a draft packet."""
    lakukan(ALUR_USULAN, usulan, Aksi.USULAN_TARIK, oleh=oleh, versi=versi, alasan=alasan)
    _sentuh(usulan.paket)


NILAI = {
    "layak": Aksi.USULAN_NILAI_LAYAK,
    "tidak_layak": Aksi.USULAN_NILAI_TIDAK_LAYAK,
    "batal": Aksi.USULAN_BATALKAN_NILAI,
}


# A half that dropped out on the way is judged no more.
DAPAT_DINILAI = (StatusUsulan.DISEPAKATI, StatusUsulan.LAYAK, StatusUsulan.TIDAK_LAYAK)
HASIL_NILAI = {
    "layak": StatusUsulan.LAYAK,
    "tidak_layak": StatusUsulan.TIDAK_LAYAK,
    "batal": StatusUsulan.DISEPAKATI,
}


def pasangkan(usulan: Usulan, pengganti_id: int, *, oleh: Pelaku, versi: int) -> None:
    """Name the addition that takes the place of this removal: from now on every outcome takes both or neither."""
    lain = db.session.get(Usulan, pengganti_id)
    if lain is not None and lain.paket_id != usulan.paket_id:
        lain = None
    catatan = {"pengganti": lain.id} if lain else {}
    lakukan(ALUR_USULAN, usulan, Aksi.USULAN_PASANGKAN, oleh=oleh, versi=versi, data=lain, catatan=catatan)
    _sentuh(usulan.paket)


def lepas_pasangan(usulan: Usulan, *, oleh: Pelaku, versi: int) -> None:
    """Let both halves of a pair go their own way, before they are decided."""
    dua = pasangan.lain(usulan)
    catatan = {"pasangan": dua.id} if dua else {}
    lakukan(ALUR_USULAN, usulan, Aksi.USULAN_LEPAS_PASANGAN, oleh=oleh, versi=versi, catatan=catatan)
    _sentuh(usulan.paket)


def nilai(
    usulan: Usulan,
    hasil: str,
    *,
    oleh: Pelaku,
    versi: int | None,
    alasan_kode: str = "",
    alasan: str = "",
    lepas_pasangan: bool = False,
) -> Usulan | None:
    """Judge one proposal: layak | tidak_layak (reason code and text) | batal.

    The other half of a replacement pair is judged alike and returned, or the whole is refused; `lepas_pasangan` (with
    tidak_layak only) dissolves the pair instead, and the reason says why.
    """
    if hasil not in NILAI:
        raise GalatIsian(bidang={"hasil": "Pilih penilaian: layak atau tidak layak."})
    if hasil == "tidak_layak":
        baris = berlaku("alasan_tidak_layak", usulan.wilayah_kode).get(alasan_kode, {})
        if baris.get("teks_wajib") and not alasan.strip():
            raise GalatIsian(bidang={"alasan": f"Alasan “{baris['label']}” perlu dijelaskan."})
        alasan = alasan.strip() or str(baris.get("label", ""))
    dua = pasangan.lain(usulan)
    catatan = {"lepas_pasangan": dua.id} if dua and lepas_pasangan else {}
    if lepas_pasangan and hasil != "tidak_layak":
        raise GalatIsian(bidang={"lepas_pasangan": "Pasangan hanya dilepas bila salah satunya dinilai tidak layak."})

    def satu(u: Usulan, versi: int | None) -> None:
        aksi = NILAI[hasil]
        lakukan(ALUR_USULAN, u, aksi, oleh=oleh, versi=versi, alasan=alasan, alasan_kode=alasan_kode, catatan=catatan)

    satu(usulan, versi)
    ikut = None
    if dua and lepas_pasangan:
        akibat_usulan.lepas_pasangan(usulan)
    elif dua and dua.status is not HASIL_NILAI[hasil] and dua.status in DAPAT_DINILAI:
        satu(dua, None)
        ikut = dua
    _sentuh(usulan.paket)
    return ikut


def nilai_banyak(
    butir: list[tuple[int, int]], hasil: str, *, oleh: Pelaku, alasan_kode: str = "", alasan: str = ""
) -> list[tuple[Usulan, str]]:
    """Judge many: (usulan id, versi) each. Authority and guards are asked per item; the result is per item:
    (usulan, "" when done, else the reason). What is refused does not hold the others; the other half of a pair that
    was judged along stands at the end."""
    keluaran: list[tuple[Usulan, str]] = []
    ikut: dict[int, Usulan] = {}  # judged along with the other half of their pair
    # Packets are locked in one order, so two verifiers can not wait for each other.
    semua = [(muat_untuk(usulan_id, oleh=oleh), versi) for usulan_id, versi in butir]
    for usulan, versi in sorted(semua, key=lambda b: (b[0].paket_id, b[0].id)):
        if usulan.id in ikut:
            keluaran.append((usulan, ""))
            continue
        titik = db.session.begin_nested()
        try:
            nilai(usulan, hasil, oleh=oleh, versi=versi, alasan_kode=alasan_kode, alasan=alasan)
            db.session.flush()
            titik.commit()
            keluaran.append((usulan, ""))
            ikut |= {dua.id: dua for dua in [pasangan.lain(usulan)] if dua}
        except Galat as galat:
            titik.rollback()
            keluaran.append((usulan, " ".join(galat.alasan)))
    dipilih = {usulan_id for usulan_id, _ in butir}
    return keluaran + [(dua, "") for dua in ikut.values() if dua.id not in dipilih]


def catat_siks(
    usulan: Usulan,
    status: str,
    *,
    oleh: Pelaku,
    versi: int,
    siks_id: str = "",
    tanggal: dt.date | None = None,
    alasan: str = "",
    desil: int | None = None,
) -> None:
    """Note where the proposal stands in SIKS-NG, or the centre's answer with the new rank; never a gate."""
    data = {"status": status, "siks_id": siks_id.strip(), "tanggal": tanggal, "alasan": alasan.strip(), "desil": desil}
    lakukan(
        ALUR_USULAN,
        usulan,
        Aksi.USULAN_CATAT_HASIL,
        oleh=oleh,
        versi=versi,
        data=data,
        catatan={"status_siks": status, "siks_id": data["siks_id"]},
    )
    _sentuh(usulan.paket)


def informasikan(usulan: Usulan, *, cara: str, oleh: Pelaku, versi: int) -> None:
    """The resident was told the outcome, how."""
    lakukan(ALUR_USULAN, usulan, Aksi.USULAN_INFORMASIKAN, oleh=oleh, versi=versi, catatan={"cara": cara.strip()[:200]})


def catat_padanan(
    usulan: Usulan,
    hasil: str,
    *,
    oleh: Pelaku,
    versi: int | None,
    beda: list[dict[str, str]] | None = None,
    sumber: str = "tangan",
) -> None:
    """Note the result of matching one proposal's person."""
    data = {"hasil": hasil, "beda": beda or [], "sumber": sumber}
    lakukan(ALUR_USULAN, usulan, Aksi.USULAN_CATAT_PADANAN, oleh=oleh, versi=versi, data=data, alasan_kode=hasil)


def terapkan_padanan(usulan_id: int, hasil: str, beda: list[dict[str, str]], *, oleh: Pelaku) -> None:
    """One row of a matching list that came back."""
    catat_padanan(muat(usulan_id), hasil, oleh=oleh, versi=None, beda=beda, sumber="lembar")


def tanda_terima(usulan: Usulan, *, oleh: Pelaku) -> Dokumen:
    """Issue the resident's receipt with the tracking code."""
    policy.wajib_boleh(oleh, Aksi.USULAN_INFORMASIKAN, usulan)
    kunci_baris(usulan.paket)
    if usulan.status is StatusUsulan.DITARIK or usulan.paket.status is StatusPaket.DIBATALKAN:
        raise TidakBisa("Usulan yang sudah ditarik tidak mendapat tanda terima.")
    return naskah.tanda_terima(usulan, oleh=oleh)
