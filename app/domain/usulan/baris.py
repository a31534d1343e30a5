"""How does a proposal read on a list? Codes become words here, once, for every paper."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from app.domain.aturan.berlaku import berlaku
from app.domain.dokumen.konteks import BarisNama, BarisPublik, Hitungan
from app.domain.registri.kode import HUBUNGAN, PEKERJAAN
from app.domain.usulan import isian
from app.domain.usulan.models import Usulan
from app.domain.usulan.status import StatusUsulan
from app.infra.format import tanggal

HASIL_PUBLIK = {
    StatusUsulan.DISEPAKATI: "Disepakati",
    StatusUsulan.TIDAK_DISEPAKATI: "Tidak disepakati",
    StatusUsulan.DITUNDA: "Ditunda",
}


def label_jenis(kode: str, wilayah: str) -> str:
    """The kind in words, also of a kind switched off since."""
    return str(isian.jenis(kode, wilayah).get("label", kode))


def publik(u: Usulan, *, dengan_hasil: bool = True) -> BarisPublik:
    """A name as the public may read it."""
    alasan = u.putusan_alasan if u.status in (StatusUsulan.TIDAK_DISEPAKATI, StatusUsulan.DITUNDA) else ""
    return BarisPublik(
        nama=u.nama,
        rt=u.rt,
        rw=u.rw,
        jenis=label_jenis(u.jenis, u.wilayah_kode),
        hasil=HASIL_PUBLIK.get(u.status, "") if dengan_hasil else "",
        alasan=alasan if dengan_hasil else "",
        keterangan=label_alasan(u),
    )


def label_alasan(u: Usulan) -> str:
    """The reason of the proposal in words, "" where its kind has none."""
    tabel = isian.jenis(u.jenis, u.wilayah_kode).get("alasan")
    return str(berlaku(tabel, u.wilayah_kode, semua=True).get(u.alasan_kode, {}).get("label", "")) if tabel else ""


def bernama(u: Usulan, bukti: Iterable[str], anggota: int, dua: str = "") -> BarisNama:
    """A row of the restricted list. `bukti` are the proof codes on file, `anggota` the size of the family,
    `dua` what is said of its replacement pair."""
    orang = u.isi.get("orang") or isian.identitas(u.warga, u.keluarga)
    lampiran = berlaku("jenis_lampiran", u.wilayah_kode)
    baru = u.isi.get("baru", {})
    lama_baru = isian.berubah(u.isi) if isian.jenis(u.jenis, u.wilayah_kode).get("lampiran") == "C" else {}
    return BarisNama(
        nama=u.nama,
        jenis=label_jenis(u.jenis, u.wilayah_kode),
        nik=orang["nik"] or "",
        no_kk=orang["no_kk"] or "",
        jk=orang["jenis_kelamin"],
        tempat_lahir=orang["tempat_lahir"],
        tanggal_lahir=dt.date.fromisoformat(orang["tanggal_lahir"]) if orang["tanggal_lahir"] else None,
        nama_ibu=orang["nama_ibu"],
        alamat=orang["alamat"],
        rt=orang["rt"],
        rw=orang["rw"],
        hubungan=HUBUNGAN.get(orang["hubungan"] or 0, ""),
        pekerjaan=PEKERJAAN.get(orang["pekerjaan"] or 0, ""),
        jumlah_anggota=anggota,
        program=", ".join(_label_program(baru.get("program") or [], u.wilayah_kode)),
        kriteria=kriteria(u),
        padanan=str(berlaku("hasil_padanan", u.wilayah_kode).get(u.padanan, {}).get("label", "")),
        keterangan=_gabung(str(baru.get("keterangan") or baru.get("keadaan") or ""), "" if u.pengganti_id else dua),
        alasan=_gabung(label_alasan(u), "; ".join(t for t in (pengurus(u), dua if u.pengganti_id else "") if t)),
        bukti=", ".join(lampiran.get(b, {}).get("label", b) for b in bukti),
        lama={label_bidang(u, b): tampil(u, b, lama) for b, (lama, _) in lama_baru.items()},
        baru={label_bidang(u, b): tampil(u, b, baru) for b, (_, baru) in lama_baru.items()},
    )


def pengurus(u: Usulan) -> str:
    """“pengurus baru SITI” of a removal that names who follows as the head of the family."""
    terpilih = u.isi.get("baru", {}).get("pengurus_baru")
    return f"pengurus baru {tampil(u, 'pengurus_baru', terpilih)}" if terpilih else ""


def _gabung(teks: str, dua: str) -> str:
    return "; ".join(t for t in (teks.rstrip("."), dua) if t) if dua else teks


def _label_program(kode: Iterable[str], wilayah: str) -> list[str]:
    daftar = berlaku("program", wilayah)
    return [str(daftar.get(p, {}).get("label", p)) for p in kode]


def kriteria(u: Usulan) -> str:
    """“6 dari 10”: how many answers point to poverty. The system shows, people decide."""
    tanya = isian.pertanyaan(u)
    jawab: Mapping[str, str] = u.isi.get("jawaban", {})
    return f"{sum(jawab.get(k) == p['arah'] for k, p in tanya.items())} dari {len(tanya)}" if tanya else ""


def label_bidang(u: Usulan, nama: str) -> str:
    """The label of a field of the kind's schema."""
    for b in isian.bidang(isian.jenis(u.jenis, u.wilayah_kode)):
        if b["nama"] == nama:
            return str(b["label"])
    return nama


def tampil(u: Usulan, nama: str, nilai: Any) -> str:
    """A stored value in words: codes of a choice become their label."""
    for b in isian.bidang(isian.jenis(u.jenis, u.wilayah_kode)):
        if b["nama"] != nama:
            continue
        if b["jenis"] == "tanggal" and nilai:
            return tanggal(dt.date.fromisoformat(str(nilai)))
        pilihan = isian.pilihan(b, u.wilayah_kode, u.isi)
        if isinstance(nilai, list):
            return ", ".join(pilihan.get(str(n), str(n)) for n in nilai)
        return pilihan.get(str(nilai), str(nilai)) if pilihan else str(nilai)
    return str(nilai)


def hitungan(usulan: Iterable[Usulan], wilayah: str) -> list[Hitungan]:
    """Counts per kind, in the order of the rule; every figure is counted from rows."""
    per: dict[str, list[Usulan]] = {}
    for u in usulan:
        per.setdefault(u.jenis, []).append(u)
    urut = [k for k in berlaku("jenis_usulan", wilayah, semua=True) if k in per]
    hasil = []
    for kode in [*urut, *(k for k in per if k not in urut)]:
        isi = per[kode]
        hasil.append(
            Hitungan(
                kode=kode,
                label=label_jenis(kode, wilayah),
                diusulkan=len(isi),
                disepakati=sum(_disepakati(u) for u in isi),
                ditunda=sum(u.status is StatusUsulan.DITUNDA for u in isi),
                tidak_disepakati=sum(u.status is StatusUsulan.TIDAK_DISEPAKATI for u in isi),
            )
        )
    return hasil


def _disepakati(u: Usulan) -> bool:
    return u.status in (StatusUsulan.DISEPAKATI, StatusUsulan.LAYAK, StatusUsulan.TIDAK_LAYAK)
