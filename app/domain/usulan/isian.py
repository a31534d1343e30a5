"""What may be typed into a proposal of this kind, and what is still missing? The schema is a row of aturan."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from app.domain.aturan import turunan
from app.domain.aturan.berlaku import berlaku, nilai, terakhir
from app.domain.registri import kepala, tertulis
from app.domain.registri.kode import HUBUNGAN, KEPALA_KELUARGA, PEKERJAAN, STATUS_KAWIN
from app.domain.registri.models import Keluarga, Warga
from app.domain.usulan import segera
from app.domain.usulan.models import Usulan
from app.domain.usulan.penduduk import sebutan_tiada
from app.domain.usulan.status import StatusUsulan
from app.domain.wilayah.zona import zona
from app.infra import clock
from app.infra.galat import GalatIsian

# Fields of a kind's schema that are columns of the resident, the others are the family's.
MILIK_WARGA = frozenset(
    {
        "nama",
        "nik",
        "tempat_lahir",
        "tanggal_lahir",
        "jenis_kelamin",
        "nama_ibu",
        "pekerjaan",
        "status_kawin",
        "hubungan",
    }
)
# Identity numbers: a form never shows the one on file, so an empty field means that it stays.
NOMOR = frozenset({"nik", "no_kk"})
MILIK_KELUARGA = frozenset({"no_kk", "alamat", "rt", "rw", "dusun"})
PANJANG_TEKS = 2000
USIA_KTP = 17
# Asked by every kind that adds or ends something; the rule of a kind may name its own instead.
KETERANGAN = {"nama": "keterangan", "label": "Keterangan", "jenis": "area", "wajib": False, "petunjuk": ""}
PROGRAM = {"nama": "program", "label": "Program yang diusulkan", "jenis": "banyak", "wajib": True, "sumber": "program"}
KODE_REGISTRI: dict[str, dict[int, str]] = {
    "pekerjaan": PEKERJAAN,
    "status_kawin": STATUS_KAWIN,
    "hubungan": HUBUNGAN,
}
MENJADI_KEPALA = str(KEPALA_KELUARGA)


@dataclass(frozen=True, slots=True)
class Kurang:
    """One thing that is missing: the sentence, and the part of the form where it is mended."""

    kalimat: str
    bagian: str


def jenis(usulan_jenis: str, wilayah: str) -> dict[str, Any]:
    """The kind's row, also when it has been switched off or has ended since: what is under way keeps its words."""
    ada = berlaku("jenis_usulan", wilayah, semua=True).get(usulan_jenis)
    return ada if ada is not None else terakhir("jenis_usulan", wilayah, usulan_jenis)


def jenis_ditawarkan(wilayah: str, profil: str, mendesak: str = "") -> dict[str, dict[str, Any]]:
    """The kinds that a packet made under this profile may hold: kode → row. `mendesak`: why an urgent one is urgent."""
    semua = berlaku("jenis_usulan", wilayah)
    hanya = nilai("alasan_segera", wilayah, mendesak).get("jenis") if mendesak else None
    return {
        k: isi
        for k, isi in semua.items()
        if (not isi.get("profil") or profil in isi["profil"]) and (not hanya or k in hanya)
    }


def bidang(aturan: dict[str, Any]) -> list[dict[str, Any]]:
    """The fields of a kind: its own, and those that follow from its other columns."""
    milik = list(aturan.get("bidang", []))
    ada = {b["nama"] for b in milik}
    if aturan.get("program") and "program" not in ada:
        milik.insert(0, PROGRAM)
    if aturan.get("lampiran") != "C" and "keterangan" not in ada:
        milik.append(KETERANGAN)
    return milik


def nilai_kini(warga: Warga, keluarga: Keluarga, nama: str) -> str:
    """What the registry says now about one field, as text."""
    asal: Any = keluarga if nama in MILIK_KELUARGA else warga
    isi = getattr(asal, nama, None)
    if isinstance(isi, dt.date):
        return isi.isoformat()
    return "" if isi is None else str(isi)


def isi_awal(warga: Warga, keluarga: Keluarga, aturan: dict[str, Any]) -> dict[str, Any]:
    """The content of a fresh proposal: old values from the registry, and new ones equal to them."""
    lama = _lama(warga, keluarga, aturan)
    return {"lama": lama, "baru": dict(lama), "jawaban": {}, "hubungan": ""} | _anggota(warga, aturan)


def _lama(warga: Warga, keluarga: Keluarga, aturan: dict[str, Any]) -> dict[str, Any]:
    return {b["nama"]: nilai_kini(warga, keluarga, b["nama"]) for b in bidang(aturan) if _dari_registri(b)}


def _anggota(warga: Warga, aturan: dict[str, Any]) -> dict[str, Any]:
    """The others who live in the family, id → {nama, hubungan}, where the kind may change who is its head."""
    if not any(b.get("sumber") == "anggota" or b["nama"] == "hubungan" for b in bidang(aturan)):
        return {}
    lain = kepala.hidup(warga.keluarga_id, [warga.id])
    return {"anggota": {str(w.id): {"nama": w.nama, "hubungan": w.hubungan} for w in lain}}


def mengakhiri(usulan: Usulan) -> bool:
    """Whether the kind only ends something."""
    return bool(jenis(usulan.jenis, usulan.wilayah_kode).get("daftar_akhiri"))


def dibekukan(usulan: Usulan) -> dict[str, Any]:
    """The content as it goes into the meeting: old values and the person's identity as the registry has them now.

    A field that nobody corrected follows the registry, so that an import in between does not become a correction.
    """
    isi = usulan.isi
    segar = _lama(usulan.warga, usulan.keluarga, jenis(usulan.jenis, usulan.wilayah_kode))
    tersentuh = berubah(isi)
    ikut = {k: v for k, v in segar.items() if k not in tersentuh}
    return {**isi, "lama": segar, "baru": {**isi["baru"], **ikut}, "orang": identitas(usulan.warga, usulan.keluarga)}


def identitas(warga: Warga, keluarga: Keluarga) -> dict[str, Any]:
    """The columns of a name on the restricted list, as JSON: frozen with the proposal, so papers agree for ever."""
    milik = ("nik", "tempat_lahir", "jenis_kelamin", "nama_ibu", "hubungan", "pekerjaan")
    lahir = warga.tanggal_lahir.isoformat() if warga.tanggal_lahir else ""
    keluar: dict[str, Any] = {k: getattr(warga, k) for k in milik}
    return keluar | {"tanggal_lahir": lahir} | {k: getattr(keluarga, k) for k in ("no_kk", "alamat", "rt", "rw")}


def _dari_registri(b: dict[str, Any]) -> bool:
    return b["nama"] in MILIK_WARGA or b["nama"] in MILIK_KELUARGA


def rapikan(usulan: Usulan, kiriman: dict[str, list[str]]) -> dict[str, Any]:
    """The content with the posted form laid over it. Only what the kind's schema knows is taken; nothing is refused
    here but what cannot be stored (too long, not a date): an unfinished draft is a draft."""
    aturan = jenis(usulan.jenis, usulan.wilayah_kode)
    isi = dict(usulan.isi) | _anggota(usulan.warga, aturan)
    baru, jawaban, galat = dict(isi["baru"]), dict(isi.get("jawaban", {})), {}
    for b in bidang(aturan):
        nama = b["nama"]
        if f"baru.{nama}" not in kiriman and f"_ada.{nama}" not in kiriman:
            continue
        teks, salah = _baca_bidang(b, kiriman.get(f"baru.{nama}", [""]), usulan.wilayah_kode, isi)
        if salah:
            galat[f"baru.{nama}"] = salah
        else:
            baru[nama] = teks or isi["lama"].get(nama, "") if nama in NOMOR else teks
    for kode in pertanyaan(usulan):
        if f"jawaban.{kode}" in kiriman:
            jawaban[kode] = kiriman[f"jawaban.{kode}"][-1][:20]
    if galat:
        raise GalatIsian(bidang=galat)
    _cakupan_menurut_alasan(aturan, kiriman, baru, usulan.wilayah_kode)
    isi |= {"baru": baru, "jawaban": jawaban}
    if "hubungan" in kiriman and kiriman["hubungan"][-1] in berlaku("hubungan_perangkat", usulan.wilayah_kode):
        isi["hubungan"] = kiriman["hubungan"][-1]
    return isi


def _cakupan_menurut_alasan(
    aturan: dict[str, Any], kiriman: dict[str, list[str]], baru: dict[str, Any], wilayah: str
) -> None:
    """A reason proposes who is meant, the person or the family, until somebody chose."""
    kode = kiriman.get("alasan_kode", [""])[-1]
    if kode and not baru.get("cakupan") and any(b["nama"] == "cakupan" for b in bidang(aturan)):
        baru["cakupan"] = nilai(aturan["alasan"], wilayah, kode).get("cakupan", "")


def _baca_bidang(b: dict[str, Any], kiriman: list[str], wilayah: str, isi: dict[str, Any]) -> tuple[Any, str]:
    """The value of one field as stored, and a sentence if it cannot be stored."""
    bentuk, label = b.get("jenis", "teks"), b["label"]
    if bentuk == "banyak":
        return [k for k in kiriman if k in pilihan(b, wilayah, isi)], ""
    teks = kiriman[-1].strip() if bentuk == "area" else " ".join(kiriman[-1].split())
    if len(teks) > PANJANG_TEKS:
        return "", f"{label} terlalu panjang: paling banyak {PANJANG_TEKS} huruf."
    if bentuk == "tanggal" and teks:
        try:
            return dt.date.fromisoformat(teks).isoformat(), ""
        except ValueError:
            return "", f"{label} belum terbaca sebagai tanggal. Tulis misalnya 1985-08-17."
    if bentuk == "pilihan" and teks and teks not in pilihan(b, wilayah, isi):
        return "", f"Pilih {label.lower()} dari daftar."
    return teks, ""


def pilihan(b: dict[str, Any], wilayah: str, isi: dict[str, Any] | None = None) -> dict[str, str]:
    """Code → label of a field's choices: given in the row, from a table of aturan, from the registry's code list, or
    the members of the family as the content holds them."""
    if "pilihan" in b:
        return {p["nilai"]: p["label"] for p in b["pilihan"]}
    sumber = b.get("sumber", "")
    if sumber == "anggota":
        return {i: str(a["nama"]) for i, a in ((isi or {}).get("anggota") or {}).items()}
    if sumber in KODE_REGISTRI:
        return {str(kode): label for kode, label in KODE_REGISTRI[sumber].items()}
    return {kode: isi["label"] for kode, isi in berlaku(sumber, wilayah).items()} if sumber else {}


def pertanyaan(usulan: Usulan) -> dict[str, dict[str, Any]]:
    """The eligibility questions of the kind, code → {kode, teks, arah, kritis}; empty where the kind asks none.

    Of several sets in force the newest is asked.
    """
    if not jenis(usulan.jenis, usulan.wilayah_kode).get("instrumen"):
        return {}
    berkas = list(berlaku("instrumen", usulan.wilayah_kode).values())
    return {p["kode"]: p for p in berkas[-1]["pertanyaan"]} if berkas else {}


def berubah(isi: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """Field → (old, new) of what really differs."""
    lama, baru = isi.get("lama", {}), isi.get("baru", {})
    return {k: (str(lama.get(k, "")), str(v)) for k, v in baru.items() if str(v) != str(lama.get(k, ""))}


def jalur(usulan: Usulan) -> dict[str, Any]:
    """The row of the channel by which the proposal came."""
    return berlaku("jalur", usulan.wilayah_kode, semua=True).get(usulan.jalur, {})


def bukti_wajib(usulan: Usulan) -> list[str]:
    """Codes of the proofs that this proposal needs: by kind, and by reason; none where its source is the proof."""
    if jalur(usulan).get("cukup_sumber"):
        return []
    lahir = usulan.warga.tanggal_lahir
    # Who has no number yet has no card to show; without a date of birth the card is asked for.
    dewasa = lahir is None or _usia(lahir, clock.hari_ini(zona(usulan.wilayah_kode))) >= USIA_KTP
    wajib = turunan.lampiran_wajib(
        usulan.jenis, usulan.wilayah_kode, alasan=usulan.alasan_kode or "", dewasa=bool(usulan.warga.nik) and dewasa
    )
    return list(dict.fromkeys([*wajib, *segera.bukti_per_nama(usulan.paket)]))


def _usia(lahir: dt.date, hari: dt.date) -> int:
    return hari.year - lahir.year - ((hari.month, hari.day) < (lahir.month, lahir.day))


def kurang(usulan: Usulan, bukti: set[str], hari_ini: dt.date) -> list[Kurang]:
    """Everything that keeps the proposal from being complete. `bukti` holds the proof codes its family has."""
    aturan = jenis(usulan.jenis, usulan.wilayah_kode)
    isi = usulan.isi or {}
    hasil = [
        Kurang(f"{b['label']} belum diisi.", "data")
        for b in bidang(aturan)
        if b.get("wajib") and not isi.get("baru", {}).get(b["nama"])
    ]
    hasil += _kurang_alasan(usulan, aturan)
    if aturan.get("lampiran") == "C" and not berubah(isi):
        hasil.append(Kurang("Belum ada data yang diperbaiki: ubah paling sedikit satu isian.", "data"))
    hasil += _kurang_terbaca(aturan, isi, hari_ini)
    tanya = pertanyaan(usulan) if aturan.get("instrumen") else {}
    if belum := [k for k in tanya if not isi.get("jawaban", {}).get(k)]:
        hasil.append(Kurang(f"{len(belum)} pertanyaan kelayakan belum dijawab.", "kelayakan"))
    if not isi.get("hubungan") and usulan.jalur == "desa":
        hasil.append(Kurang("Hubungan dengan perangkat desa/kelurahan belum dipilih.", "data"))
    hasil += _kurang_usia(usulan, aturan, hari_ini)
    hasil += _kurang_kepala(usulan, aturan)
    kata = sebutan_tiada(usulan.warga) if usulan.status is StatusUsulan.DRAF and not aturan.get("daftar_akhiri") else ""
    if kata:
        hasil.append(Kurang(f"Warga ini {kata}. Tarik usulan ini, atau betulkan statusnya di registri.", "data"))
    if tanpa := [k for k in bukti_wajib(usulan) if k not in bukti]:
        label = berlaku("jenis_lampiran", usulan.wilayah_kode)
        hasil += [Kurang(f"Bukti “{label.get(k, {}).get('label', k)}” belum diunggah.", "bukti") for k in tanpa]
    return hasil


def _kurang_terbaca(aturan: dict[str, Any], isi: dict[str, Any], hari_ini: dt.date) -> list[Kurang]:
    """Corrections that the registry could not take: said while the village can mend them, not at the sign-off."""
    if aturan.get("lampiran") != "C":
        return []
    label = {b["nama"]: b["label"] for b in bidang(aturan)}
    beda = ((k, baru) for k, (_, baru) in berubah(isi).items() if k in label)
    semua = ((k, tertulis.salah(k, baru, hari_ini)) for k, baru in beda)
    return [Kurang(f"{label[k]}: {kalimat}", "data") for k, kalimat in semua if kalimat]


def _kurang_alasan(usulan: Usulan, aturan: dict[str, Any]) -> list[Kurang]:
    if not aturan.get("alasan"):
        return []
    if not usulan.alasan_kode:
        return [Kurang("Alasan usulan belum dipilih.", "data")]
    baris = nilai(aturan["alasan"], usulan.wilayah_kode, usulan.alasan_kode)
    if baris.get("teks_wajib") and not (usulan.isi or {}).get("baru", {}).get("keterangan"):
        return [Kurang(f"Alasan “{baris['label']}” perlu dijelaskan pada keterangan.", "data")]
    return []


def ganti_pengurus(usulan: Usulan) -> bool:
    """Whether a removal takes the head away from people who go on living in the family."""
    isi = usulan.isi or {}
    return (
        usulan.warga.hubungan == KEPALA_KELUARGA
        and bool(isi.get("anggota"))
        and isi.get("baru", {}).get("cakupan") != "keluarga"
    )


def _kurang_kepala(usulan: Usulan, aturan: dict[str, Any]) -> list[Kurang]:
    """A family keeps exactly one head: who follows the dead, and what the former head becomes."""
    nama = {b["nama"] for b in bidang(aturan)}
    isi = usulan.isi or {}
    lama, baru = isi.get("lama", {}), isi.get("baru", {})
    if "pengurus_baru" in nama and usulan.alasan_kode == "meninggal":
        perlu = ganti_pengurus(usulan) and not baru.get("pengurus_baru") and not jalur(usulan).get("cukup_sumber")
        return [Kurang("Kepala keluarga (pengurus) yang baru belum dipilih.", "data")] if perlu else []
    if "pengurus_lama" not in nama or baru.get("hubungan") == lama.get("hubungan"):
        return []
    kepala_lain = any(a["hubungan"] == KEPALA_KELUARGA for a in (isi.get("anggota") or {}).values())
    if baru.get("hubungan") == MENJADI_KEPALA:
        perlu = kepala_lain and baru.get("pengurus_lama", "") in ("", MENJADI_KEPALA)
        return (
            [Kurang("Hubungan kepala keluarga yang lama dengan kepala yang baru belum dipilih.", "data")]
            if perlu
            else []
        )
    if lama.get("hubungan") == MENJADI_KEPALA and isi.get("anggota") and not kepala_lain:
        kalimat = "Keluarga harus mempunyai satu kepala. Usulkan perbaikan pada anggota yang menjadi kepala yang baru."
        return [Kurang(kalimat, "data")]
    return []


def _kurang_usia(usulan: Usulan, aturan: dict[str, Any], hari_ini: dt.date) -> list[Kurang]:
    batas = aturan.get("usia_maks")
    lahir = usulan.warga.tanggal_lahir
    if not batas:
        return []
    if lahir is None:
        return [Kurang("Tanggal lahir belum tercatat di registri, jadi usia tidak dapat diperiksa.", "data")]
    usia = _usia(lahir, hari_ini)
    if usia >= int(batas):
        return [Kurang(f"Usia anak sudah {usia} tahun; usulan ini untuk anak di bawah {batas} tahun.", "data")]
    return []
