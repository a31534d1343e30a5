"""Which settings does this installation run with? Read from the environment once, checked, typed."""

import datetime as dt
import json
import os
import re
import secrets
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

AKAR = Path(__file__).resolve().parent
LINGKUNGAN = ("produksi", "demo", "uji")
KUNCI_UJI = {"SAHIH_KUNCI_SESI": "uji" * 16, "SAHIH_KUNCI_DATA": "1:" + "5a" * 32}
BENTUK_KUNCI_DATA = re.compile(r"[1-9][0-9]{0,2}:[0-9a-f]{64}(,[1-9][0-9]{0,2}:[0-9a-f]{64})*", re.IGNORECASE)
MIB = 1024 * 1024


class PengaturanSalah(Exception):
    """A setting is missing or wrong; the text says which one and how to mend it."""


def dari_lingkungan(env: Mapping[str, str]) -> dict[str, object]:
    """Every setting of the application, by its Flask key.

    Outside `produksi` missing secrets are made once and kept in `instance/kunci.json`.
    Raises `PengaturanSalah`.
    """
    folder = Path(env.get("SAHIH_FOLDER_INSTANCE") or AKAR / "instance").absolute()
    basis_data = _basis_data(env, folder)
    lingkungan = _lingkungan(env, basis_data)
    alamat = _alamat(env, lingkungan)
    rahasia = _rahasia(env, lingkungan, folder)
    aman = alamat.startswith("https://")
    return {
        "SAHIH_LINGKUNGAN": lingkungan,
        "SAHIH_ALAMAT": alamat,
        "SAHIH_FOLDER_INSTANCE": folder,
        "SAHIH_FOLDER_BERKAS": Path(env.get("SAHIH_FOLDER_BERKAS") or folder / "berkas").absolute(),
        "SAHIH_KUNCI_DATA": rahasia["SAHIH_KUNCI_DATA"],
        "SAHIH_JAM": _jam(env, lingkungan),
        "SAHIH_PROKSI": _bilangan(env, "SAHIH_PROKSI", 0),
        "SAHIH_TSA": _alamat_layanan(env, "SAHIH_TSA"),
        "SAHIH_TSA_AKAR": _isi_berkas(env, "SAHIH_TSA_AKAR"),
        "SAHIH_BSRE": _alamat_layanan(env, "SAHIH_BSRE"),
        "SAHIH_BSRE_PENGGUNA": env.get("SAHIH_BSRE_PENGGUNA", ""),
        "SAHIH_BSRE_SANDI": env.get("SAHIH_BSRE_SANDI", ""),
        "SAHIH_BSRE_VERSI": _versi_bsre(env),
        "SQLALCHEMY_DATABASE_URI": basis_data,
        "SECRET_KEY": rahasia["SAHIH_KUNCI_SESI"],
        "TESTING": lingkungan == "uji",
        # "__Host-" makes the browser itself refuse a cookie set over http or by a sister host.
        "SESSION_COOKIE_NAME": "__Host-sahih" if aman else "sahih",
        "SESSION_COOKIE_SECURE": aman,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "PREFERRED_URL_SCHEME": "https" if aman else "http",
        # A form left open over lunch still goes through: the token lives as long as the session.
        "WTF_CSRF_TIME_LIMIT": None,
        "MAX_CONTENT_LENGTH": 25 * MIB,
        # Bulk decisions over a long list are large as fields, never as files.
        "MAX_FORM_MEMORY_SIZE": 2 * MIB,
        "MAX_FORM_PARTS": 5_000,
    }


def _alamat_layanan(env: Mapping[str, str], nama: str) -> str:
    nilai = (env.get(nama) or "").rstrip("/")
    if nilai and (urlsplit(nilai).scheme not in ("http", "https") or not urlsplit(nilai).hostname):
        raise PengaturanSalah(f"{nama} harus alamat lengkap, diawali https:// atau http://.")
    return nilai


def _versi_bsre(env: Mapping[str, str]) -> int:
    nilai = env.get("SAHIH_BSRE_VERSI") or "2"
    if nilai not in ("1", "2"):
        raise PengaturanSalah("SAHIH_BSRE_VERSI harus 1 atau 2.")
    return int(nilai)


def _isi_berkas(env: Mapping[str, str], nama: str) -> str:
    jalur = env.get(nama)
    if not jalur:
        return ""
    try:
        return Path(jalur).read_text()
    except (OSError, UnicodeDecodeError):
        raise PengaturanSalah(f"{nama} menunjuk berkas {jalur}, yang tidak dapat dibaca.") from None


def _lingkungan(env: Mapping[str, str], basis_data: str) -> str:
    # The embedded database is for trying things out; whoever names a server means it.
    bawaan = "demo" if basis_data.startswith("sqlite") else "produksi"
    nilai = env.get("SAHIH_LINGKUNGAN") or bawaan
    if nilai not in LINGKUNGAN:
        raise PengaturanSalah(f"SAHIH_LINGKUNGAN harus salah satu dari: {', '.join(LINGKUNGAN)}.")
    return nilai


def _basis_data(env: Mapping[str, str], folder: Path) -> str:
    nilai = env.get("DATABASE_URL")
    if not nilai:
        folder.mkdir(parents=True, exist_ok=True)
        return f"sqlite:///{folder / 'sahih.db'}"
    skema, pemisah, sisa = nilai.partition("://")
    if pemisah and skema in ("postgres", "postgresql", "postgresql+psycopg"):
        return f"postgresql+psycopg://{sisa}"
    if pemisah and skema == "sqlite":
        return nilai
    raise PengaturanSalah(
        "DATABASE_URL harus diawali postgresql:// atau sqlite:///, misalnya "
        "postgresql://sahih:katasandi@localhost/sahih. Kosongkan untuk memakai SQLite di folder instance."
    )


def _alamat(env: Mapping[str, str], lingkungan: str) -> str:
    nilai = (env.get("SAHIH_ALAMAT") or "").rstrip("/")
    if not nilai and lingkungan != "produksi":
        return "http://127.0.0.1:8000"
    bagian = urlsplit(nilai)
    if bagian.scheme not in ("http", "https") or not bagian.hostname or bagian.query or bagian.path:
        raise PengaturanSalah(
            "SAHIH_ALAMAT belum diisi dengan benar: tulis alamat lengkap tanpa garis miring di belakang, "
            "misalnya https://sahih.contohkab.go.id. Alamat ini tercetak pada kode QR setiap dokumen."
        )
    if lingkungan == "produksi" and bagian.scheme == "http" and bagian.hostname not in ("localhost", "127.0.0.1"):
        raise PengaturanSalah(
            "SAHIH_ALAMAT harus memakai https di lingkungan produksi, karena data penduduk melewatinya."
        )
    return nilai


def _jam(env: Mapping[str, str], lingkungan: str) -> str | None:
    nilai = env.get("SAHIH_JAM") or None
    if nilai is None:
        return None
    if lingkungan == "produksi":
        raise PengaturanSalah("SAHIH_JAM tidak boleh diisi di lingkungan produksi: jam harus jam sebenarnya.")
    try:
        dt.datetime.fromisoformat(nilai)
    except ValueError:
        raise PengaturanSalah("SAHIH_JAM harus berupa waktu ISO 8601, misalnya 2026-03-14T09:30+07:00.") from None
    return nilai


def _bilangan(env: Mapping[str, str], nama: str, bawaan: int) -> int:
    nilai = env.get(nama) or str(bawaan)
    if not nilai.isascii() or not nilai.isdigit():
        raise PengaturanSalah(f"{nama} harus berupa bilangan bulat, 0 atau lebih.")
    return int(nilai)


def _rahasia(env: Mapping[str, str], lingkungan: str, folder: Path) -> dict[str, str]:
    """`SAHIH_KUNCI_SESI` and `SAHIH_KUNCI_DATA`: from the environment, else made (never in `produksi`)."""
    nilai = {nama: env.get(nama) or "" for nama in KUNCI_UJI}
    kurang = [nama for nama in nilai if not nilai[nama]]
    if kurang and lingkungan == "produksi":
        raise PengaturanSalah(
            f"{' dan '.join(kurang)} belum diisi. Lingkungan produksi memerlukan kunci tetap yang Anda "
            "simpan sendiri; cara membuatnya ada di docs/pemasangan.md. Untuk mencoba-coba, isi "
            "SAHIH_LINGKUNGAN=demo."
        )
    cadangan = KUNCI_UJI if lingkungan == "uji" else _kunci_tersimpan(folder) if kurang else {}
    hasil = {nama: nilai[nama] or cadangan[nama] for nama in nilai}
    if len(hasil["SAHIH_KUNCI_SESI"]) < 32:
        raise PengaturanSalah("SAHIH_KUNCI_SESI terlalu pendek: paling sedikit 32 huruf acak.")
    if not BENTUK_KUNCI_DATA.fullmatch(hasil["SAHIH_KUNCI_DATA"]):
        raise PengaturanSalah(
            "SAHIH_KUNCI_DATA harus berbentuk 1:<64 digit heksadesimal>, kunci berikutnya dipisah koma."
        )
    return hasil


def _kunci_tersimpan(folder: Path) -> dict[str, str]:
    berkas = folder / "kunci.json"
    if not berkas.exists():
        if (folder / "sahih.db").exists():
            raise PengaturanSalah(
                f"{berkas} tidak ada, padahal {folder / 'sahih.db'} ada. Tanpa kunci itu NIK di dalamnya "
                "tidak terbaca. Kembalikan kunci.json dari cadangan, atau pindahkan sahih.db untuk memulai "
                "dari awal."
            )
        _buat_kunci(berkas)
    isi = json.loads(berkas.read_text(encoding="utf-8"))
    return {nama: str(isi[nama]) for nama in KUNCI_UJI}


def _buat_kunci(berkas: Path) -> None:
    """Write fresh secrets readable by the owner only; of several processes starting at once, one wins."""
    berkas.parent.mkdir(parents=True, exist_ok=True)
    sementara = berkas.with_name(f".kunci-{os.getpid()}-{secrets.token_hex(4)}")
    isi = {"SAHIH_KUNCI_SESI": secrets.token_hex(32), "SAHIH_KUNCI_DATA": f"1:{secrets.token_hex(32)}"}
    with os.fdopen(os.open(sementara, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as tulis:
        json.dump(isi, tulis)
        tulis.flush()
        os.fsync(tulis.fileno())
    try:
        os.link(sementara, berkas)
    except FileExistsError:
        pass  # another process was first: its secrets count
    finally:
        sementara.unlink()
