"""What does the page of a proposal show? Rows and sentences for its template, no HTML and no decision of its own."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.langkah import tindakan
from app.domain.akses.pelaku import Pelaku
from app.domain.akses.peran import Tingkat
from app.domain.aturan.berlaku import berlaku, sebutan
from app.domain.registri.kode import sebutan_kode
from app.domain.usulan import baris as kata
from app.domain.usulan import (
    isian,
    langkah_berikut,
    operations_usulan,
    queries,
    queries_daftar,
    queries_isian,
    queries_jejak,
    ralat,
    syarat_pengganti,
)
from app.domain.usulan.alur_usulan import ALUR_USULAN
from app.domain.usulan.operations_perubahan import AKSI_TERIMA, LABEL
from app.domain.usulan.status import LABEL_SIKS, Dasar, kedudukan, label_paket, rona_kedudukan
from app.domain.usulan.status import StatusPaket as S
from app.infra.format import rt_rw, samarkan, tanggal
from app.web.paket import kalimat
from app.web.paket.tombol import terkunci
from app.web.usulan import kunjungan

if TYPE_CHECKING:
    from app.domain.usulan.models import Perubahan, Usulan

Kiriman = Mapping[str, Any]
# Steps that the drafting form itself holds, and those that only answer an open request.
DI_FORMULIR = frozenset({Aksi.USULAN_ISI, Aksi.USULAN_LENGKAPI})
JAWAB = frozenset({*AKSI_TERIMA.values(), Aksi.USULAN_TOLAK_PERUBAHAN})
TANPA_HALAMAN = frozenset(
    {
        "pembukaan",
        "kelayakan",
        "pembatalan-nilai",
        "penerimaan-perubahan",
        "penerimaan-penarikan",
        "pengguguran",
        "pelepasan-pengganti",
    }
)
MENILAI = frozenset({"kelayakan", "ketidaklayakan", "pembatalan-nilai"})
# Before Dinas Sosial has a packet there is nothing of it in SIKS-NG that could be noted.
DI_PUSAT = frozenset({S.DITERUSKAN, S.TERVERIFIKASI, S.DISAHKAN, S.SELESAI})


def kepala(u: "Usulan", untuk: Pelaku) -> dict[str, Any]:
    """What every page of a proposal starts with."""
    siapa = queries.audiens(untuk)
    return {
        "u": u,
        "jenis": kata.label_jenis(u.jenis, u.wilayah_kode),
        "status_label": kedudukan(u.paket.status, u.status, siapa),
        "rona": rona_kedudukan(u.paket.status, u.status),
        "paket_label": label_paket(u.paket.status, siapa),
        "tempat": rt_rw(u.rt, u.rw),
    }


def dapat_diisi(u: "Usulan", untuk: Pelaku) -> bool:
    """Whether the actor gets the form instead of the reading page."""
    return policy.boleh(untuk, Aksi.USULAN_ISI, u) and ALUR_USULAN.cari(u, Aksi.USULAN_ISI) is not None


def formulir(u: "Usulan", untuk: Pelaku, isi: Kiriman | None = None) -> dict[str, Any]:
    """The drafting form; `isi` is what was typed when a refusal shows it again."""
    semua = {
        **kepala(u, untuk),
        "bidang": [_terisi(b, isi) for b in queries_isian.bidang_isian(u)],
        "alasan": queries_isian.pilihan_alasan(u),
        "alasan_kode": (isi or {}).get("alasan_kode", u.alasan_kode),
        "pertanyaan": [
            {**p, "nilai": (isi or {}).get(f"jawaban.{kode}", u.isi.get("jawaban", {}).get(kode))}
            for kode, p in isian.pertanyaan(u).items()
        ],
        "hubungan": (isi or {}).get("hubungan", u.isi.get("hubungan", "")),
        "pilihan_hubungan": [(k, b["label"]) for k, b in berlaku("hubungan_perangkat", u.wilayah_kode).items()],
        "perbaikan": isian.jenis(u.jenis, u.wilayah_kode).get("lampiran") == "C",
        "ubin": queries_isian.bukti(u, untuk=untuk),
        "orang": orang(u),
        "temuan": queries_isian.temuan(u),
        "boleh_nik": policy.boleh(untuk, Aksi.REGISTRI_BUKA_NIK, u),
    }
    return semua | kurang(u)


def kurang(u: "Usulan") -> dict[str, Any]:
    """The live list of what is missing."""
    ada = langkah_berikut.kurang_usulan([u]).get(u.id, [])
    return {"u": u, "kurang": [{"kalimat": k.kalimat, "href": f"#{k.bagian}"} for k in ada]}


def _terisi(b: dict[str, Any], isi: Kiriman | None) -> dict[str, Any]:
    nama = f"baru.{b['nama']}"
    if isi is None or (nama not in isi and f"_ada.{b['nama']}" not in isi):
        return b
    ambil = isi.getlist(nama) if hasattr(isi, "getlist") else [isi[nama]]
    return {**b, "nilai": ambil if b["jenis"] == "banyak" else (ambil[-1] if ambil else "")}


def orang(u: "Usulan") -> list[dict[str, Any]]:
    """The person and the family, numbers masked."""
    w, k = u.warga, u.keluarga
    if berpindah(u):
        return [{"label": "Keterangan", "nilai": "Warga ini sudah pindah; datanya kini dipegang wilayah lain."}]
    lahir = ", ".join(t for t in (w.tempat_lahir, tanggal(w.tanggal_lahir) if w.tanggal_lahir else "") if t)
    return [
        {"label": "Nomor KK", "nilai": samarkan(k.no_kk)},
        {"label": "Tempat dan tanggal lahir", "nilai": lahir},
        {"label": "Jenis kelamin", "nilai": {"L": "Laki-laki", "P": "Perempuan"}.get(w.jenis_kelamin, "")},
        {"label": "Hubungan dalam keluarga", "nilai": sebutan_kode("hubungan", w.hubungan)},
        {"label": "Pekerjaan", "nilai": sebutan_kode("pekerjaan", w.pekerjaan)},
        {"label": "Alamat", "nilai": ", ".join(t for t in (k.alamat, k.dusun, rt_rw(k.rt, k.rw)) if t)},
    ]


def berpindah(u: "Usulan") -> bool:
    """Whether another village holds the person now: what it has learnt since is not this village's to read."""
    return bool(u.warga.wilayah_kode != u.wilayah_kode)


def halaman(u: "Usulan", untuk: Pelaku) -> dict[str, Any]:
    """The reading page."""
    rinci = policy.boleh(untuk, Aksi.REGISTRI_LIHAT, u)
    milik = rinci and not berpindah(u)
    minta = next((p for p in reversed(u.paket.perubahan) if p.usulan_id == u.id and p.hasil is None), None)
    langkah = tombol(u, untuk, minta)
    return {
        **kepala(u, untuk),
        "rinci": rinci,
        "orang": orang(u) if rinci else [],
        "temuan": queries_isian.temuan(u) if milik else [],
        "ubin": [b for b in queries_isian.bukti(u, untuk=untuk) if b.berkas or b.wajib] if milik else [],
        "isi": isi_terbaca(u) if rinci else [],
        "banding": banding(u) if rinci else [],
        "jawaban": jawaban(u) if rinci else [],
        "kriteria": kata.kriteria(u) if rinci else "",
        "boleh_bukti": u.paket.status is S.DIKEMBALIKAN and policy.boleh(untuk, Aksi.REGISTRI_UBAH, u),
        "boleh_nik": milik and policy.boleh(untuk, Aksi.REGISTRI_BUKA_NIK, u),
        "putusan": [*_tanggapan(u, untuk), *putusan(u)],
        "kunjungan": kunjungan.terbaca(u) if u.paket.status in DI_PUSAT else [],
        "padanan": berlaku("hasil_padanan", u.wilayah_kode).get(u.padanan, {"label": u.padanan, "rona": "netral"}),
        "siks": LABEL_SIKS[u.status_siks],
        "tombol": langkah,
        "ikut": pasangan_ikut(u) if any(t["kata"] in MENILAI for t in langkah) else "",
        "minta": permintaan(u, minta) if minta else None,
        "tanda": [
            {**_tanda(t.kode, t.teks, u.wilayah_kode), "jawaban": t.jawaban, "jawaban_teks": t.jawaban_teks}
            for t in u.paket.tanda
            if t.usulan_id == u.id
        ],
        "boleh_terima": policy.boleh(untuk, Aksi.USULAN_INFORMASIKAN, u) and u.status != "ditarik",
        "riwayat": [
            kalimat.butir(j, u.wilayah_kode, untuk.zona)
            for j in queries_jejak.riwayat_usulan(u.id, u.paket_id, untuk=untuk, dipisah=u.paket.induk_id is not None)
        ],
    }


def _tanda(kode: str, teks: str, wilayah: str) -> dict[str, Any]:
    return {"alasan": sebutan("alasan_kembali", kode, wilayah), "teks": teks}


def isi_terbaca(u: "Usulan") -> list[dict[str, Any]]:
    """Content in words; corrections are shown side by side instead."""
    hasil = [{"label": "Alasan", "nilai": kata.label_alasan(u)}] if u.alasan_kode else []
    lama, baru = u.isi.get("lama", {}), u.isi.get("baru", {})
    for b in isian.bidang(isian.jenis(u.jenis, u.wilayah_kode)):
        if b["nama"] in lama or not (baru.get(b["nama"]) or b.get("wajib")):
            continue
        nilai = baru.get(b["nama"], "")
        teks = "Ya" if b["jenis"] == "centang" and nilai else _terbaca(u, b, nilai)
        hasil.append({"label": b["label"], "nilai": teks})
    hubungan = u.isi.get("hubungan", "")
    label = berlaku("hubungan_perangkat", u.wilayah_kode).get(hubungan, {}).get("label", hubungan)
    return [*hasil, {"label": "Hubungan dengan perangkat desa/kelurahan", "nilai": label}]


def _terbaca(u: "Usulan", b: dict[str, Any], nilai: Any) -> str:
    if b["nama"] in ("nik", "no_kk"):
        return samarkan(str(nilai))
    return kata.tampil(u, b["nama"], nilai)


def banding(u: "Usulan") -> list[dict[str, Any]]:
    """Old and new of a correction, only where they differ."""
    if isian.jenis(u.jenis, u.wilayah_kode).get("lampiran") != "C":
        return []
    bidang = {b["nama"]: b for b in isian.bidang(isian.jenis(u.jenis, u.wilayah_kode))}
    return [
        {"label": bidang[n]["label"], "lama": _terbaca(u, bidang[n], a), "baru": _terbaca(u, bidang[n], b)}
        for n, (a, b) in isian.berubah(u.isi).items()
        if n in bidang
    ]


def jawaban(u: "Usulan") -> list[dict[str, Any]]:
    """The eligibility questions with their answers."""
    jawab = u.isi.get("jawaban", {})
    label = {"ya": "Ya", "tidak": "Tidak"}
    return [
        {"label": p["teks"], "nilai": label.get(jawab.get(k, ""), ""), "searah": jawab.get(k) == p["arah"]}
        for k, p in isian.pertanyaan(u).items()
    ]


def _tanggapan(u: "Usulan", untuk: Pelaku) -> list[dict[str, str]]:
    """What the village said about a name of the regency's own list."""
    if u.paket.dasar is not Dasar.DAFTAR_KABUPATEN:
        return []
    ada = queries_daftar.jawaban_usulan(u.id, untuk=untuk)
    if ada is None:
        return []
    jawaban, alasan = ada
    kata_jawab = {"ya": "Sesuai", "tidak": "Tidak sesuai"}.get(jawaban, "Belum menjawab")
    return [{"label": "Tanggapan desa/kelurahan", "nilai": f"{kata_jawab}. {alasan}" if alasan else kata_jawab}]


def putusan(u: "Usulan") -> list[dict[str, str]]:
    """With whom it stands or falls, and what was decided so far, with reasons."""
    hasil = []
    for awal, dua in (("Diganti", u.pengganti), ("Menggantikan", u.menggantikan)):
        if dua is not None:
            hasil.append({"label": "Pasangan", "nilai": f"{awal} {dua.nama}. Keduanya diputuskan bersama."})
    if u.putusan_alasan:
        hasil.append({"label": "Alasan putusan musyawarah", "nilai": u.putusan_alasan})
    if u.nilai_kode:
        label = sebutan("alasan_tidak_layak", u.nilai_kode, u.wilayah_kode)
        teks = u.nilai_alasan if u.nilai_alasan != label else ""
        hasil.append({"label": "Alasan penilaian", "nilai": ". ".join(t for t in (label, teks) if t)})
    return hasil


def permintaan(u: "Usulan", p: "Perubahan") -> dict[str, Any]:
    """The open request for change."""
    lama, baru = p.isi.get("lama", {}), p.isi.get("baru", {})
    bidang = {b["nama"]: b for b in isian.bidang(isian.jenis(u.jenis, u.wilayah_kode))}
    return {
        "jenis": LABEL[p.jenis].lower(),
        "alasan": p.alasan,
        "lembar": p.dokumen_id,
        "banding": banding_ralat(u, p)
        if p.jenis == "ralat"
        else [
            {
                "label": bidang[n]["label"],
                "lama": _terbaca(u, bidang[n], lama.get(n, "")),
                "baru": _terbaca(u, bidang[n], v),
            }
            for n, v in baru.items()
            if n in bidang
        ],
    }


def banding_ralat(u: "Usulan", p: "Perubahan") -> list[dict[str, Any]]:
    """What the list says and what it is to say, numbers masked."""
    lama, baru = ({n: samarkan(v) if n in isian.NOMOR else v for n, v in p.isi[k].items()} for k in ("lama", "baru"))
    dari, ke = ralat.tampil(u.wilayah_kode, lama), ralat.tampil(u.wilayah_kode, baru)
    return [{"label": label, "lama": dari.get(label, ""), "baru": nilai} for label, nilai in ke.items()]


def tombol(u: "Usulan", untuk: Pelaku, minta: "Perubahan | None") -> list[dict[str, Any]]:
    """The steps that the actor may take here; answers only while something is asked."""
    hasil = []
    for b in tindakan(ALUR_USULAN, u, oleh=untuk):
        if b.aksi in DI_FORMULIR or terkunci(u, b) or not _berguna(Aksi(b.aksi), u, untuk, minta):
            continue
        hasil.append(
            {
                "label": b.tombol,
                "kata": b.kata,
                "url": f"/usulan/{u.id}/{b.kata}",
                "halaman": b.kata not in TANPA_HALAMAN,
                "gaya": "utama" if b.aksi == Aksi.USULAN_NILAI_LAYAK else "sekunder",
            }
        )
    return hasil


def pasangan_ikut(u: "Usulan") -> str:
    """Whom a verdict on this one judges along, said before it is pressed; "" where it stands alone."""
    dua = u.pengganti or u.menggantikan
    if dua is None or dua.status not in operations_usulan.DAPAT_DINILAI:
        return ""
    return f"Usulan ini berpasangan dengan {dua.nama}. Penilaian Anda di sini berlaku untuk keduanya."


def _berpasangan(u: "Usulan") -> bool:
    return u.pengganti_id is not None or u.menggantikan is not None


def _berguna(aksi: Aksi, u: "Usulan", untuk: Pelaku, minta: "Perubahan | None") -> bool:
    if aksi == Aksi.USULAN_MINTA_PERUBAHAN:
        return minta is None
    if aksi == Aksi.USULAN_PASANGKAN:
        return syarat_pengganti.mengurangi(u) and not _berpasangan(u)
    if aksi == Aksi.USULAN_LEPAS_PASANGAN:
        return _berpasangan(u)
    if aksi == Aksi.USULAN_CATAT_HASIL:
        return u.paket.status in DI_PUSAT
    if aksi in JAWAB:
        sesuai = aksi == Aksi.USULAN_TOLAK_PERUBAHAN or minta is None or aksi == AKSI_TERIMA[minta.jenis]
        return minta is not None and sesuai and untuk.tingkat is not Tingkat.DESA
    return True
