"""Does a regency's month of packages, made in one job, slow the pages down? Pages asked for at a steady pace, before,
while and after the worker makes it."""

import os
import subprocess
import sys
import threading
import time
import uuid
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from app.domain.akses.models import Penugasan
from app.domain.dokumen.models import Dokumen, DokumenPaket, Himpunan
from app.domain.laporan import himpunan, himpunan_isi
from app.domain.usulan.models import Paket
from app.infra import jobs
from app.infra.db import db, tabel
from bench.basis import KABUPATEN, SANDI, Basis
from bench.peladen import AKAR, Klien
from bench.ukur import Hasil, paling_banyak

ORANG, JEDA = 4, 0.1
MAKS_KALI = 1.2
MAKS_MB = 120
MENUNGGU_MULAI = 30.0


def himpun(b: Basis, port: int, banyak: int, detik: float) -> list[Hasil]:
    """So many packets in one job; `detik` of pages before it, as long after, and all the time it runs."""
    _gambar_naskah(b)
    himpunan_id = _siapkan(b, banyak)
    jalur = [("petugas0", "/"), ("verifikator", f"/paket/{b.diteruskan}")]
    with _Pembaca(port, jalur) as pembaca:
        pembaca.selama(1)
        senggang = pembaca.selama(detik)
        awal = time.monotonic()
        proses = _pekerja(b)
        _tunggu_mulai(b, himpunan_id, proses)
        mulai, puncak = time.monotonic(), 0.0
        sibuk: list[list[float]] = [[] for _ in jalur]
        while proses.poll() is None:
            for kumpul, baru in zip(sibuk, pembaca.selama(0.5), strict=True):
                kumpul += baru
            puncak = max(puncak, _rss(proses.pid))
        lama = time.monotonic() - mulai
        for kumpul, baru in zip(senggang, pembaca.selama(detik), strict=True):
            kumpul += baru
    with b.app.app_context():
        h = db.session.get_one(Himpunan, himpunan_id)
        jadi, besar, galat = bool(h.sidik), (h.ukuran or 0) / 1024 / 1024, h.galat
        db.session.rollback()
    if not jadi:
        raise RuntimeError(f"package: {galat or proses.returncode}")
    kata = f"s ({besar:.0f} MB; worker began after {mulai - awal:.1f} s)"
    hasil = [Hasil(f"{banyak} packages in one job", lama, "", kata, None)]
    for (_, alamat), diam, ramai in zip(jalur, senggang, sibuk, strict=True):
        a, c = _p95(diam), _p95(ramai)
        ukur = f"times (p95 {a:.0f} → {c:.0f} ms, {len(diam)} and {len(ramai)} requests)"
        nama = "inbox" if alamat == "/" else "packet page"
        hasil.append(paling_banyak(f"{nama} while it is made / idle", c / a, MAKS_KALI, ukur))
    salah = pembaca.galat
    hasil.append(
        paling_banyak("pages refused meanwhile", len(salah), 0, f"requests {salah[0] if salah else ''}".strip())
    )
    return [*hasil, paling_banyak("worker process making it", puncak, MAKS_MB, "MB")]


class _Pembaca:
    """Some people who open the pages in turn, each with a pause in between."""

    def __init__(self, port: int, jalur: list[tuple[str, str]]) -> None:
        self._jalur = jalur
        self._klien = [[Klien(port).masuk(akun, SANDI) for akun, _ in jalur] for _ in range(ORANG)]
        self._berhenti = threading.Event()
        self._kunci = threading.Lock()
        self._lama: list[list[float]] = [[] for _ in jalur]
        self.galat: list[str] = []
        self._utas = [threading.Thread(target=self._baca, args=(n,)) for n in range(ORANG)]

    def __enter__(self) -> "_Pembaca":
        for u in self._utas:
            u.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._berhenti.set()
        for u in self._utas:
            u.join()

    def selama(self, detik: float) -> list[list[float]]:
        """What requests of the next so many seconds took, by page."""
        with self._kunci:
            self._lama = [[] for _ in self._jalur]
        time.sleep(detik)
        with self._kunci:
            return [list(satu) for satu in self._lama]

    def _baca(self, n: int) -> None:
        while not self._berhenti.wait(JEDA):
            for i, (_, alamat) in enumerate(self._jalur):
                klien = self._klien[n][i]
                kata: object
                try:
                    kata, _isi = klien.minta("GET", alamat)
                except OSError as galat:
                    kata = repr(galat)
                with self._kunci:
                    self._lama[i].append(klien.lama)
                    if kata != 200:
                        self.galat.append(f"{alamat}: {kata}")


def _p95(lama: list[float]) -> float:
    urut = sorted(lama) or [0.0]
    return urut[min(len(urut) - 1, int(len(urut) * 0.95))] * 1000


def _rss(pid: int) -> float:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1024 / 1024
    except OSError:
        return 0.0


def _pekerja(b: Basis) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "pekerja.py", "--sekali"],
        cwd=AKAR,
        env={**os.environ, **b.lingkungan},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _tunggu_mulai(b: Basis, himpunan_id: int, proses: subprocess.Popen[bytes]) -> None:
    """Until the worker has taken the job: starting it is not what is measured."""
    batas = time.monotonic() + MENUNGGU_MULAI
    p = jobs.Pekerjaan
    while proses.poll() is None and time.monotonic() < batas:
        with b.app.app_context():
            tanya = sa.select(p.status).join(Himpunan, Himpunan.pekerjaan_id == p.id)
            status = db.session.scalar(tanya.where(Himpunan.id == himpunan_id))
            db.session.rollback()
        if status != jobs.MENUNGGU:
            return
        time.sleep(0.1)


def _gambar_naskah(b: Basis) -> None:
    """Let a worker draw the papers of the small packet: what every package will hold."""
    t = tabel(jobs.Pekerjaan)
    with b.app.app_context():
        db.session.execute(sa.update(t).where(t.c.status == jobs.MENUNGGU).values(status=jobs.SELESAI))
        for d in _naskah(b.kecil):
            if not d.sha256:
                jobs.antrekan("dokumen.buat", {"dokumen_id": d.id})
        db.session.commit()
    if _pekerja(b).wait(timeout=120):
        raise RuntimeError("the papers of the small packet could not be drawn")


def _naskah(paket_id: int) -> list[Any]:
    t, dp = tabel(Dokumen), tabel(DokumenPaket)
    milik = sa.select(dp.c.dokumen_id).where(dp.c.paket_id == paket_id)
    return list(db.session.execute(sa.select(t).where(t.c.id.in_(milik)).order_by(t.c.id)).all())


def _siapkan(b: Basis, banyak: int) -> int:
    """Papers for so many packets, each with codes of its own, and the job that takes them all; its package's id."""
    t, dp = tabel(Dokumen), tabel(DokumenPaket)
    with b.app.app_context():
        w = tabel(Paket)
        ids = list(db.session.scalars(sa.select(w.c.id).where(w.c.id != b.kecil).order_by(w.c.id.desc()).limit(banyak)))
        asal = [d for d in _naskah(b.kecil) if d.sha256]
        for paket_id in ids:
            for d in asal:
                isi = {k: v for k, v in d._mapping.items() if k != "id"} | {"nomor_urut": None}
                baru = db.session.execute(
                    sa.insert(t)
                    .values(**isi | {"kode": uuid.uuid4().hex[:16], "rantai": f"paket:{paket_id}"})
                    .returning(t.c.id)
                ).scalar_one()
                db.session.execute(sa.insert(dp).values(dokumen_id=baru, paket_id=paket_id, dikutip=False))
        tugas = db.session.scalars(
            sa.select(Penugasan).where(Penugasan.wilayah_kode == KABUPATEN, Penugasan.peran == "verifikator_dinsos")
        ).one()
        daftar = himpunan_isi.susun(ids, sa.true())
        for satu in daftar["paket"]:  # rows made in bulk name papers that nobody drew
            satu["berkas"] = [f for f in satu["berkas"] if f["sha256"] in {d.sha256 for d in asal}]
        h = Himpunan(
            wilayah_kode=KABUPATEN,
            periode="2026-01",
            nama="bench",
            judul="Bench",
            oleh=tugas.pengguna_id,
            penugasan_id=tugas.id,
            daftar=daftar,
        )
        db.session.add(h)
        db.session.flush()
        h.pekerjaan_id = jobs.antrekan(himpunan.TUGAS, {"himpunan_id": h.id}).id
        db.session.commit()
        return h.id
