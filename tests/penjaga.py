"""Has every guard of every row refused somebody in this run? A recorder beside the tables, judged after a whole run.

Counted are steps that were really tried, not reasons that a page only shows; a random walk proves nothing, since it
finds other refusals each time. `./dev test` asks for the judgement with `--semua-penjaga`.
"""

import ast
import json
import re
import sys
from collections.abc import Callable, Iterator
from functools import wraps
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from app.infra.machine import Alur, Baris

Penjaga = tuple[str, str, str, str, str]  # machine, verb, from-states, condition, guard
DOMAIN = Path(__file__).parents[1] / "app" / "domain"
# Where reasons are worded: whole files, or the functions named.
BERKAS: dict[str, tuple[str, ...]] = {
    **{str(b.relative_to(DOMAIN)): () for b in sorted(DOMAIN.glob("*/syarat*.py"))},
    "dokumen/alur.py": (),
    "dokumen/susunan.py": ("penanda_kosong",),
    "usulan/isian.py": ("kurang", "_kurang_alasan", "_kurang_kepala", "_kurang_usia"),
    "usulan/kesiapan.py": (),
    "usulan/kunjungan.py": (),
    "usulan/ralat.py": ("halangan", "_halangan_nik"),
    "verifikasi/kunjungan.py": ("kurang",),
}
ACAK = "test_acak.py"

_menolak: set[Penjaga] = set()
_kalimat: set[str] = set()
_kini = {"dihitung": False}
_laporan: list[str] = []


def mesin() -> dict[str, Alur]:
    """Every machine of the domain: each is one table in a file `alur*.py`."""
    isi = [import_module(f"app.domain.{b.parent.name}.{b.stem}") for b in sorted(DOMAIN.glob("*/alur*.py"))]
    return {m.nama: m for modul in isi for m in vars(modul).values() if isinstance(m, Alur)}


def semua_penjaga() -> set[Penjaga]:
    """Every guard of every row that can be taken."""
    return {_sebut(nama, b, s) for nama, m in mesin().items() for b in m.baris if not b.menyusul for s in b.syarat}


def _sebut(nama: str, b: Baris, syarat: Callable[..., Any]) -> Penjaga:
    return nama, str(b.aksi), " ".join(sorted(b.dari)) or "-", b.nama_kapan, syarat.__name__


def _rekam(penjaga: Penjaga, syarat: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Iterator[str]]:
    @wraps(syarat)
    def jaga(objek: Any, langkah: Any) -> Iterator[str]:
        dicoba = _kini["dihitung"] and sys._getframe(2).f_code.co_name == "_tolak_bila_terhalang"
        for kalimat in syarat(objek, langkah):
            if dicoba:
                _menolak.add(penjaga)
                _kalimat.add(kalimat)
            yield kalimat

    return jaga


def pasang() -> None:
    """Put the recorder around every guard, once a process."""
    for nama, m in mesin().items():
        for b in m.baris:
            object.__setattr__(b, "syarat", tuple(_rekam(_sebut(nama, b, s), s) for s in b.syarat))


def kalimat_penolakan() -> dict[str, re.Pattern[str]]:
    """Place → pattern of every sentence that is worded where the guards find their reasons."""
    hasil = {}
    for berkas, fungsi in BERKAS.items():
        pohon = ast.parse((DOMAIN / berkas).read_text(encoding="utf-8"))
        akar = (
            [n for n in ast.walk(pohon) if isinstance(n, ast.FunctionDef) and n.name in fungsi] if fungsi else [pohon]
        )
        for simpul in akar:
            for n in _teks(simpul):
                if pola := _pola(n):
                    hasil[f"{berkas}:{n.lineno}"] = pola
    return hasil


def _teks(akar: ast.AST) -> Iterator[ast.expr]:
    """Strings as a reader sees them: not those within a larger one, no docstring."""
    for anak in ast.iter_child_nodes(akar):
        if isinstance(anak, ast.Expr) and isinstance(anak.value, ast.Constant):
            continue
        if isinstance(anak, ast.JoinedStr) or (isinstance(anak, ast.Constant) and isinstance(anak.value, str)):
            yield anak
        else:
            yield from _teks(anak)


def _pola(n: ast.expr) -> re.Pattern[str] | None:
    bagian = n.values if isinstance(n, ast.JoinedStr) else [n]
    tetap = [str(b.value) if isinstance(b, ast.Constant) else "" for b in bagian]
    if len("".join(tetap).split()) < 3 or not tetap[-1].endswith("."):
        return None
    utuh = ".*".join(re.escape(t) for t in re.split("\0+", "\0".join(t or "\0" for t in tetap)))
    return re.compile(utuh.removeprefix(".*"), re.S)


class Perekam:
    """The hooks of one process; workers hand over what they saw, the controller judges."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.menolak: set[Penjaga] = set()
        self.kalimat: set[str] = set()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Iterator[None]:
        _kini["dihitung"] = item.path.name != ACAK
        try:
            return (yield)
        finally:
            _kini["dihitung"] = False

    def _cocok(self) -> set[str]:
        return {di for di, pola in kalimat_penolakan().items() if any(pola.search(k) for k in _kalimat)}

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any, error: object) -> None:
        lihat = json.loads(getattr(node, "workeroutput", {}).get("penjaga", "null"))
        if lihat:
            self.menolak |= {tuple(p) for p in lihat["menolak"]}
            self.kalimat |= set(lihat["kalimat"])

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        self.menolak |= _menolak
        self.kalimat |= self._cocok() if _kalimat else set()
        keluar = getattr(self.config, "workeroutput", None)
        if keluar is not None:
            keluar["penjaga"] = json.dumps({"menolak": sorted(self.menolak), "kalimat": sorted(self.kalimat)})
            return
        if not self._dinilai(session):
            return
        _laporan.extend(self._kurang())
        if _laporan and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def _dinilai(self, session: pytest.Session) -> bool:
        """Only a whole run can be judged: not one that a word narrowed, or that stopped halfway."""
        sebagian = self.config.getoption("keyword") or session.shouldfail or session.shouldstop
        return bool(self.config.getoption("semua_penjaga")) and not sebagian

    def _kurang(self) -> Iterator[str]:
        for nama, aksi, dari, kapan, syarat in sorted(semua_penjaga() - self.menolak):
            yield f"{nama}: {aksi} dari {dari}{f' ({kapan})' if kapan else ''}: {syarat} tidak pernah menolak"
        for di in sorted(set(kalimat_penolakan()) - self.kalimat):
            yield f"app/domain/{di}: alasan ini tidak pernah menolak langkah"

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        if self.config.getoption("semua_penjaga") and not hasattr(self.config, "workeroutput"):
            terminalreporter.section("penjaga setiap baris tabel")
            baik = f"{len(semua_penjaga())} penjaga dan {len(kalimat_penolakan())} kalimatnya pernah menolak."
            terminalreporter.line("\n".join(_laporan) or baik)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--semua-penjaga", action="store_true", help="after a whole run: name every guard that never refused a step"
    )


def pytest_configure(config: pytest.Config) -> None:
    pasang()
    config.pluginmanager.register(Perekam(config))
