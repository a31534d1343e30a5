"""What does each figure say? Every one is measured beside something run in the same minute on the same machine."""

import os
import re
import statistics
import subprocess
import sys
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from app.domain.dokumen.models import Dokumen
from app.domain.usulan.models import Paket, Usulan
from app.infra import jobs
from app.infra.db import db, tabel
from bench import pemuat
from bench.basis import SANDI, Basis
from bench.peladen import AKAR, Klien, Peladen, cpu_keturunan

KONTROL = ("BEGIN", "PRAGMA", "SET TRANSACTION", "SAVEPOINT", "RELEASE", "ROLLBACK", "COMMIT")
MAKS_KUERI = 10
# A page and the yardstick take turns, and the middle of the rounds counts: what else a machine does comes in bursts.
RONDE = 3  # at least, of one second each


@dataclass(frozen=True, slots=True)
class Hasil:
    """One line of the table. `sasaran` reads as text; `lulus` None: told, not judged."""

    nama: str
    nilai: float
    sasaran: str
    satuan: str
    lulus: bool | None

    def sebagai_json(self) -> dict[str, object]:
        return {
            "nama": self.nama,
            "nilai": round(self.nilai, 4),
            "sasaran": self.sasaran,
            "satuan": self.satuan,
            "lulus": self.lulus,
        }


def paling_banyak(nama: str, nilai: float, batas: float, satuan: str) -> Hasil:
    return Hasil(nama, nilai, f"≤ {batas:g}", satuan, nilai <= batas)


@dataclass(frozen=True, slots=True)
class Halaman:
    """A page, and who opens it."""

    nama: str
    akun: str
    jalur: str


def halaman(b: Basis) -> list[Halaman]:
    """The pages that everybody waits for."""
    with b.app.app_context():
        draf, sampai = (
            db.session.scalar(sa.select(sa.func.min(Usulan.id)).where(Usulan.paket_id == p, Usulan.hidup))
            for p in (b.draf, b.diteruskan)
        )
        db.session.rollback()
    return [
        Halaman("inbox, operator kecamatan", "petugas0", "/"),
        Halaman("inbox, verifikator", "verifikator", "/"),
        Halaman("packet of 30, draft, operator", "operator0", f"/paket/{b.draf}"),
        Halaman("packet of 30, at Dinsos, verifikator", "verifikator", f"/paket/{b.diteruskan}"),
        Halaman("proposal, draft, operator", "operator0", f"/usulan/{draf}"),
        Halaman("proposal, at Dinsos, verifikator", "verifikator", f"/usulan/{sampai}"),
    ]


@dataclass
class Pengukur:
    """One database, the server on it, and the yardstick beside it."""

    basis: Basis
    peladen: Peladen
    polos: Peladen
    folder: Path
    detik: float

    def __post_init__(self) -> None:
        self._klien: dict[str, Klien] = {}

    def klien(self, akun: str) -> Klien:
        if akun not in self._klien:
            self._klien[akun] = Klien(self.peladen.port).masuk(akun, SANDI)
        return self._klien[akun]

    def halaman(self, h: Halaman) -> Hasil:
        """Requests per second as a part of the yardstick's."""
        k = self.klien(h.akun)
        status, isi = k.minta("GET", h.jalur)
        if status != 200:
            raise RuntimeError(f"{h.nama}: {status}")
        nama = re.sub(r"\W+", "-", h.nama)
        (self.folder / f"{nama}.html").write_bytes(isi)
        Klien(self.polos.port).minta("GET", f"/{nama}")
        pemuat.muat(self.peladen.port, h.jalur, k.kuki, 1, self.folder)
        cpu_kami, cpu_db, cpu_polos = self._cpu(), cpu_keturunan(self.basis.pid_db), self.polos.cpu()
        polos, kami = [], []
        for _ in range(max(RONDE, round(self.detik))):
            polos.append(pemuat.muat(self.polos.port, f"/{nama}", "", 1, self.folder))
            kami.append(pemuat.muat(self.peladen.port, h.jalur, k.kuki, 1, self.folder))
        dijawab = max(1, sum(m.jumlah for m in kami))
        cpu_kami = (self._cpu() - cpu_kami) / dijawab * 1000
        cpu_db = (cpu_keturunan(self.basis.pid_db) - cpu_db) / dijawab * 1000
        cpu_polos = (self.polos.cpu() - cpu_polos) / max(1, sum(p.jumlah for p in polos)) * 1000
        kali = [p.per_detik / m.per_detik for p, m in zip(polos, kami, strict=True)]
        tengah = statistics.median_low(kali)
        n = kali.index(tengah)
        tanda = f"{h.nama} ({len(isi) / 1024:.0f} KB)"
        rentang = f"1/{tengah:.1f} (rounds 1/{min(kali):.1f} to 1/{max(kali):.1f})"
        cpu = f"processor {cpu_kami:.1f} ms ({cpu_db:.1f} of the database's server), 1/{cpu_kami / cpu_polos:.1f}"
        a, b = kami[n], polos[n]
        laju = f"{a.per_detik:.0f}/s of {b.per_detik:.0f}/s; p50 {a.p50:.0f} ms, p95 {a.p95:.0f} ms"
        lulus = tengah <= 24 and not any(m.galat for m in kami)
        return Hasil(tanda, 1 / tengah, "≥ 1/24 (aim 1/16)", f"{rentang}: {laju}; {cpu}", lulus)

    def _cpu(self) -> float:
        """Processor time of our processes and of the database's."""
        return self.peladen.cpu() + cpu_keturunan(self.basis.pid_db)

    def kueri(self, h: Halaman) -> Hasil:
        """SQL statements of one request, counted in this process with the same sign-in."""
        web, kuki = self.basis.app.test_client(use_cookies=False), self.klien(h.akun).kuki

        def buka() -> None:
            status = web.get(h.jalur, headers={"Cookie": kuki}).status_code
            if status != 200:
                raise RuntimeError(f"{h.nama}: {status}")

        n = self._hitung(buka)
        return paling_banyak(f"SQL statements: {h.nama}", n, MAKS_KUERI, "statements")

    def _hitung(self, kerja: Callable[[], None]) -> int:
        jumlah = 0

        def catat(_k: object, _c: object, perintah: str, *_: object) -> None:
            nonlocal jumlah
            jumlah += not perintah.lstrip().upper().startswith(KONTROL)

        with self.basis.app.app_context():
            mesin = db.engine
        kerja()
        sa.event.listen(mesin, "before_cursor_execute", catat)
        try:
            kerja()
        finally:
            sa.event.remove(mesin, "before_cursor_execute", catat)
        return jumlah

    def langkah_usulan(self, banyak: int) -> Hasil:
        """A proposal is opened and declared complete in turn; between two steps its page is asked for."""
        k = self.klien("operator0")
        with self.basis.app.app_context():
            u = db.session.scalars(
                sa.select(Usulan).where(Usulan.paket_id == self.basis.draf, Usulan.status == "siap").limit(1)
            ).one()
            uid, versi = u.id, u.versi_baris
            db.session.rollback()
        halaman, langkah = [], []
        for n in range(banyak):
            k.minta("GET", f"/usulan/{uid}")
            halaman.append(k.lama)
            kata = ("pembukaan", "kelengkapan")[n % 2]
            isi = {"versi": str(versi), "_kunci": uuid.uuid4().hex, "alasan": "-"}
            status, teks = k.minta("POST", f"/usulan/{uid}/{kata}", isi)
            if status != 303:
                raise RuntimeError(f"{kata}: {status} {_pesan(teks)}\n{self.peladen.keluhan()}")
            langkah.append(k.lama)
            versi += 1
        a, c = pemuat.tengah(langkah), pemuat.tengah(halaman)
        return paling_banyak("a step of a proposal / its page", a / c, 2, f"times ({a:.1f} / {c:.1f} ms, one client)")

    def langkah_paket(self, banyak: int) -> list[Hasil]:
        """The packet of 30 names is prepared for its meeting (three papers) and opened again, in turn."""
        k, pid = self.klien("operator0"), self.basis.draf
        jalur = f"/usulan/{self._usulan_pertama(pid)}"
        halaman: list[float] = []
        lama: dict[str, list[float]] = {"persiapan": [], "pembukaan": []}
        for _ in range(banyak):
            for kata, waktu in lama.items():
                k.minta("GET", jalur)
                halaman.append(k.lama)
                isi = {"versi": str(self._versi(pid)), "_kunci": uuid.uuid4().hex, "alasan": "uji"}
                status, teks = k.minta("POST", f"/paket/{pid}/{kata}", isi)
                if status != 303:
                    raise RuntimeError(f"{kata}: {status} {_pesan(teks)}\n{self.peladen.keluhan()}")
                waktu.append(k.lama)
        c = pemuat.tengah(halaman)
        batas = 2 * c + 30
        return [
            Hasil(
                f"packet step “{kata}”, 30 names",
                a,
                f"≤ {batas:.0f} (2 × proposal page + 1 ms a name)",
                "ms",
                a <= batas,
            )
            for kata, a in ((kata, pemuat.tengah(w)) for kata, w in lama.items())
        ]

    def _versi(self, pid: int) -> int:
        with self.basis.app.app_context():
            versi = db.session.scalar(sa.select(Paket.versi_baris).where(Paket.id == pid))
            db.session.rollback()
        return int(versi or 0)

    def _usulan_pertama(self, pid: int) -> int:
        with self.basis.app.app_context():
            uid = db.session.scalar(sa.select(sa.func.min(Usulan.id)).where(Usulan.paket_id == pid, Usulan.hidup))
            db.session.rollback()
        return int(uid or 0)

    def memori_web(self) -> Hasil:
        """The largest web process after all that load."""
        mb = max(_rss(pid) for pid in self.peladen.anak())
        return Hasil("web process after the load", mb, "", "MB", None)


def berselang(satu: int, dua: int, akun: str, jalur: str, banyak: int = 300) -> tuple[float, float]:
    """Middle times in ms of a page at two ports, asked one after the other: what disturbs one disturbs both."""
    klien = Klien(satu).masuk(akun, SANDI), Klien(dua).masuk(akun, SANDI)
    lama: tuple[list[float], list[float]] = ([], [])
    for n in range(banyak + 40):
        for k, waktu in zip(klien, lama, strict=True):
            status, _ = k.minta("GET", jalur)
            if status != 200:
                raise RuntimeError(f"{jalur}: {status}")
            if n >= 40:  # the first ones open connections and compile
                waktu.append(k.lama)
    return pemuat.tengah(lama[0]), pemuat.tengah(lama[1])


def _pesan(teks: bytes) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", teks.decode(errors="replace")))[:600]


def _rss(pid: int) -> float:
    m = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    return int(m[1]) / 1024 if m else 0.0


def pekerja(b: Basis, lembar: int) -> list[Hasil]:
    """The worker makes papers of one page and does the duties of a day: its memory, and its time per paper from claim
    to done. Counted is the highest resident size, shared libraries included, of each of its two processes."""
    _antrekan(b, "surat_pengantar", lembar)
    proses = subprocess.Popen(
        [sys.executable, "pekerja.py", "--sekali"],
        cwd=AKAR,
        env={**os.environ, **b.lingkungan},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    puncak, anak = 0.0, 0.0
    while proses.poll() is None:
        try:
            puncak = max(puncak, _rss(proses.pid))
            milik = Path(f"/proc/{proses.pid}/task/{proses.pid}/children").read_text().split()
            anak = max([anak, *(_rss(int(p)) for p in milik)])
        except OSError:
            break
        time.sleep(0.05)
    proses.wait()
    with b.app.app_context():
        p = jobs.Pekerjaan
        saat = sorted(
            db.session.scalars(
                sa.select(p.selesai_pada)
                .where(p.nama == "dokumen.buat", p.status == jobs.SELESAI, p.selesai_pada.is_not(None))
                .order_by(p.id.desc())
                .limit(lembar)
            )
        )
        gagal = db.session.scalar(sa.select(sa.func.count()).where(p.nama == "dokumen.buat", p.status == jobs.GAGAL))
        db.session.rollback()
    # The first paper also pays for starting the drawing process; half of them are left to warm up.
    separuh = saat[len(saat) // 2 :]
    ms = (separuh[-1] - separuh[0]).total_seconds() * 1000 / max(1, len(separuh) - 1)
    return [
        paling_banyak(f"worker, peak over {lembar} papers and the daily duties", puncak, 90, "MB"),
        Hasil("its drawing process, peak", anak, "", "MB", None),
        Hasil("one-page paper, worker time", ms, "≤ 150", "ms", ms <= 150 and not gagal),
    ]


def _antrekan(b: Basis, jenis: str, lembar: int) -> None:
    """Copies of one issued paper, each with its own code, to be drawn."""
    t, p = tabel(Dokumen), tabel(jobs.Pekerjaan)
    with b.app.app_context():
        db.session.execute(sa.update(p).where(p.c.status == jobs.MENUNGGU).values(status=jobs.SELESAI))
        db.session.execute(sa.delete(p).where(p.c.kunci_tunggal.startswith("jam:")))  # today's duties come again
        asal = db.session.execute(sa.select(t).where(t.c.jenis == jenis, t.c.rantai == f"paket:{b.kecil}")).one()
        isi = {k: v for k, v in asal._mapping.items() if k != "id"} | {"nomor_urut": None, "sha256": None}
        for _ in range(lembar):
            baru = db.session.execute(
                sa.insert(t).values(**isi | {"kode": uuid.uuid4().hex[:16]}).returning(t.c.id)
            ).scalar_one()
            jobs.antrekan("dokumen.buat", {"dokumen_id": baru})
        db.session.commit()
