"""What does a proposal's step write on its row? Small effects, each one fact."""

from app.domain.akses.aksi import Aksi
from app.domain.akses.langkah import Langkah
from app.domain.registri import kabar
from app.domain.registri import penerapan as registri
from app.domain.usulan import identitas, pasangan, ralat
from app.domain.usulan.models import Perubahan, Usulan
from app.domain.usulan.status import StatusSiks
from app.domain.usulan.syarat_usulan import permintaan_terbuka
from app.domain.verifikasi import operations as verifikasi
from app.domain.wilayah.zona import zona
from app.infra import audit, clock
from app.infra.db import db

JAWABAN_PUSAT: dict[StatusSiks, bool | None] = {
    StatusSiks.DITERIMA: True,
    StatusSiks.DITOLAK_PUSAT: False,
    StatusSiks.TANPA_JAWABAN: None,
}


def lepas(usulan: Usulan, langkah: Langkah) -> None:
    """It ended: the person may be proposed again."""
    usulan.hidup = False


def hidupkan(usulan: Usulan, langkah: Langkah) -> None:
    usulan.hidup = True


def catat_putusan(usulan: Usulan, langkah: Langkah) -> None:
    usulan.putusan_alasan = langkah.alasan


def hapus_putusan(usulan: Usulan, langkah: Langkah) -> None:
    usulan.putusan_alasan = ""


def catat_nilai(usulan: Usulan, langkah: Langkah) -> None:
    usulan.nilai_kode, usulan.nilai_alasan = langkah.alasan_kode, langkah.alasan
    usulan.dinilai_oleh = langkah.oleh.pengguna_id


def hapus_nilai(usulan: Usulan, langkah: Langkah) -> None:
    usulan.nilai_kode = usulan.nilai_alasan = ""
    usulan.dinilai_oleh = None


def catat_permintaan(usulan: Usulan, langkah: Langkah) -> None:
    """The request row is written by the operation, which also issues the sheet for all names at once."""


def terapkan_perubahan(usulan: Usulan, langkah: Langkah) -> None:
    """The new values become the proposal's own; what they replaced stays on the request and in the audit."""
    permintaan = permintaan_terbuka(usulan)
    if permintaan is None:
        return
    if permintaan.jenis == "ralat":
        terapkan_ralat(usulan, permintaan, langkah)
    else:
        baru = {**usulan.isi.get("baru", {}), **permintaan.isi["baru"]}
        usulan.isi = {**usulan.isi, "baru": baru}
    usulan.diubah = clock.sekarang()
    if kabar.IDENTITAS & permintaan.isi["baru"].keys() and usulan.padanan != identitas.BELUM:
        identitas.catat(usulan.paket_id, usulan.id, usulan.padanan)
        usulan.padanan = identitas.BELUM
    permintaan.hasil = "diterima"


def terapkan_ralat(usulan: Usulan, permintaan: Perubahan, langkah: Langkah) -> None:
    """The list and the registry say the same again; the family's chain tells by which sheet."""
    baru = permintaan.isi["baru"]
    ralat.terapkan(usulan, baru)
    catatan = registri.ralat(usulan.warga_id, usulan.warga.keluarga_id, permintaan.isi["lama"], baru)
    audit.catat(
        f"keluarga:{usulan.keluarga_id}",
        [{"aksi": Aksi.REGISTRI_UBAH, "objek": f"warga:{usulan.warga_id}", "ke": "diralat",
          "isi": {**catatan, "usulan": usulan.id}}],
        pengguna_id=langkah.oleh.pengguna_id,
        penugasan_id=langkah.oleh.penugasan_id,
    )  # fmt: skip


def selesaikan_permintaan(usulan: Usulan, langkah: Langkah) -> None:
    """The request is answered; where it let the other half of a pair go on alone, the pair is no more."""
    permintaan = permintaan_terbuka(usulan)
    if permintaan is not None:
        permintaan.hasil = "diterima"
        if permintaan.lepas_pasangan:
            lepas_pasangan(usulan)


def pasangkan(usulan: Usulan, langkah: Langkah) -> None:
    """`langkah.data` is the addition that takes the place of this removal."""
    usulan.pengganti_id = langkah.data.id
    db.session.flush()


def pisahkan_pasangan(usulan: Usulan, langkah: Langkah) -> None:
    lepas_pasangan(usulan)


def lepas_pasangan(usulan: Usulan) -> None:
    """The two halves of a pair no longer stand or fall together."""
    for u in (usulan, pasangan.lain(usulan)):
        if u is not None:
            u.pengganti_id = None
    db.session.flush()


def tolak_permintaan(usulan: Usulan, langkah: Langkah) -> None:
    permintaan = permintaan_terbuka(usulan)
    if permintaan is not None:
        permintaan.hasil, permintaan.hasil_alasan = "ditolak", langkah.alasan


def terapkan_registri(usulan: Usulan, langkah: Langkah) -> None:
    registri.terapkan_usulan(
        usulan_id=usulan.id,
        jenis=usulan.jenis,
        warga_id=usulan.warga_id,
        keluarga_id=usulan.keluarga_id,
        isi=usulan.isi,
        alasan_kode=usulan.alasan_kode,
        program=list(usulan.isi.get("baru", {}).get("program") or []),
    )


def catat_siks(usulan: Usulan, langkah: Langkah) -> None:
    data = langkah.data
    usulan.status_siks = StatusSiks(data["status"])
    usulan.siks_id = data.get("siks_id", "")
    usulan.siks_tanggal = data.get("tanggal")
    usulan.siks_alasan = data.get("alasan", "")
    if data.get("desil"):
        pada = usulan.siks_tanggal or clock.hari_ini(zona(usulan.wilayah_kode))
        lama = registri.catat_desil(usulan.keluarga_id, data["desil"], pada)
        # A corrected answer keeps what the family had before the proposal.
        usulan.desil_lama = lama if usulan.desil_baru is None else usulan.desil_lama
        usulan.desil_baru = data["desil"]
    if usulan.status_siks in JAWABAN_PUSAT:
        registri.jawaban_pusat(usulan_id=usulan.id, diterima=JAWABAN_PUSAT[usulan.status_siks])


def catat_diinformasikan(usulan: Usulan, langkah: Langkah) -> None:
    usulan.diinformasikan = clock.sekarang()


def catat_padanan(usulan: Usulan, langkah: Langkah) -> None:
    data = langkah.data
    verifikasi.catat_padanan(usulan.id, data["hasil"], data.get("beda") or [], sumber=data["sumber"], oleh=langkah.oleh)
    usulan.padanan = data["hasil"]
