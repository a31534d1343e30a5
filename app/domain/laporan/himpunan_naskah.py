"""What does a package of papers say of itself? How to verify each file, its hashes, the photos: plain text."""

import json
from typing import Any

from app.domain.dokumen.kode import berkelompok

CARA = "CARA-MEMERIKSA.txt"
SIDIK = "SHA256SUMS"
MANIFES = "manifest.json"
GABUNGAN, FOLDER_GABUNGAN = "gabungan.pdf", "gabungan"
FOTO = "indeks-foto.csv"


def cara_memeriksa(judul: str, berkas: list[dict[str, Any]], belum: list[dict[str, str]], alamat: str) -> bytes:
    """The sheet: three ways, then every paper with its code."""
    baris = [
        judul,
        "=" * len(judul),
        "",
        "Cara memeriksa keaslian setiap berkas di dalam arsip ini",
        "",
        f"1. Buka {alamat}/v, ketik kode dokumen, lalu bandingkan keterangannya. Di halaman itu berkas juga dapat",
        "   diperiksa: pilih berkasnya, dan halaman menjawab sama atau tidak sama dengan yang diterbitkan.",
        "   Tidak diperlukan akun.",
        f"2. Tanpa jaringan, cocokkan semua berkas sekaligus: sha256sum -c {SIDIK}",
        f"3. {MANIFES} memuat SHA-256, ukuran, kode, dan nomor setiap berkas dalam bentuk yang dibaca mesin.",
        "4. Berkas di dalam folder riwayat memuat semua keputusan sampai arsip ini disusun: setiap baris adalah sebuah",
        "   sidik, tab, dan teks. Sidik itu SHA-256 dari sidik baris sebelumnya, tanda ganti baris, dan teks barisnya;",
        f"   yang sebelum baris pertama dan yang terakhir tercantum pada bagian rantai di {MANIFES}. Berita acara",
        "   mencetak nomor baris dan 16 angka pertama sidik ketika berita acara itu terbit.",
        "",
        f"{GABUNGAN} (atau folder {FOLDER_GABUNGAN}) berisi halaman yang sama dalam satu berkas untuk dibaca dan",
        "dicetak. Tanda tangan elektronik hanya dapat diperiksa pada berkas aslinya masing-masing.",
        "",
        "Daftar naskah",
        "",
    ]
    for b in berkas:
        if b.get("kode"):
            sebut = "pindaian bertanda tangan" if b["apa"] == "pindaian" else "naskah terbit"
            baris += [
                b["nama"],
                f"   {b['judul']} {b['nomor']}".rstrip() + f" ({sebut})",
                f"   Kode {berkelompok(b['kode'])}   {alamat}/v/{b['kode']}",
                f"   SHA-256 {b['sha256']}",
            ]
    if belum:
        baris += ["", "Belum termasuk karena naskahnya masih dibuat ketika arsip ini disusun", ""]
        baris += [f"   {b['judul']}, kode {berkelompok(b['kode'])}" for b in belum]
    return ("\n".join(baris) + "\n").encode()


def indeks_foto(foto: list[dict[str, Any]]) -> bytes:
    """The photos of the meeting: which there are, not the pictures."""
    judul = ("no", "jenis", "waktu_foto", "diunggah", "ukuran_byte", "sha256")
    baris = [
        (str(n), f["jenis"], f["waktu"], f["diunggah"], str(f["ukuran"]), f["sha256"]) for n, f in enumerate(foto, 1)
    ]
    return "".join(";".join(b) + "\r\n" for b in (judul, *baris)).encode()


def daftar_sidik(berkas: list[dict[str, Any]]) -> bytes:
    """As `sha256sum` writes it."""
    return "".join(f"{b['sha256']}  {b['nama']}\n" for b in berkas).encode()


def manifes(judul: str, daftar: dict[str, Any], berkas: list[dict[str, Any]], rantai: list[dict[str, Any]]) -> bytes:
    """Every file with its hash; neither when nor for whom it was made, so that the same content is the same archive."""
    isi = {
        "judul": judul,
        "paket": [{k: p[k] for k in ("nomor", "desa", "periode", "folder", "belum", "foto")} for p in daftar["paket"]],
        "berkas": berkas,
        "rantai": rantai,
        "tidak_digabung": [n for p in daftar["paket"] for n in p.get("tidak_digabung", ())],
    }
    return json.dumps(isi, ensure_ascii=False, indent=1).encode()
