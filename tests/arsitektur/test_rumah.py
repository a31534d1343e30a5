"""Does the house keep its rules: marked routes, writes only by POST, scoped queries, small files, one status line?"""

import ast
import inspect
import pkgutil
import re
from importlib import import_module
from pathlib import Path

import pytest

import app.domain
from app.domain.usulan.alur_paket import ALUR_PAKET
from app.domain.usulan.alur_usulan import ALUR_USULAN

AKAR = Path(__file__).resolve().parents[2]
SUMBER = sorted((AKAR / "app").rglob("*.py"))


def test_setiap_alamat_bertanda_masuk_atau_publik(app):
    tanpa = [
        r.endpoint
        for r in app.url_map.iter_rules()
        if r.endpoint != "static" and not getattr(app.view_functions[r.endpoint], "_akses", None)
    ]
    assert not tanpa


def test_tidak_ada_get_yang_membuka_transaksi(app):
    salah = [
        r.rule
        for r in app.url_map.iter_rules()
        if "GET" in (r.methods or ())
        and getattr(app.view_functions[r.endpoint], "_transaksi", False)
        and "POST" not in (r.methods or ())
    ]
    assert not salah


def test_komponen_disusun_sekali_bagi_semua_halaman(app):
    """Jinja does not promise the method that `app.web.konteks` replaces: said here should a release rename it."""
    komponen: list[object] = []
    for nama in ("satu", "lain"):
        asal = "{% import 'components/tombol.html' as k %}{{ simpan(k) }}"
        app.jinja_env.from_string(asal, {nama: 1}).render(simpan=komponen.append)
    assert komponen[0] is komponen[1]


def test_komponen_tidak_membaca_nama_milik_halaman():
    beringatan = [
        f"{berkas.relative_to(AKAR)}"
        for berkas in (AKAR / "templates").rglob("*.html")
        if berkas.parent.name != "dokumen" and re.search(r"import [^%]*with context", berkas.read_text())
    ]
    assert not beringatan


def test_setiap_langkah_langsung_mempunyai_alamat_post(app):
    alamat = {r.rule for r in app.url_map.iter_rules() if "POST" in (r.methods or ())}
    umum = " ".join(sorted(alamat))
    for dasar, alur in (("paket", ALUR_PAKET), ("usulan", ALUR_USULAN)):
        for b in alur.baris:
            if b.menyusul or b.lewat or not b.dari:
                continue
            kata = re.escape(b.kata)
            pola = re.compile(rf"(/{dasar}/<[^>]+>/({kata}\b|<[^>]*\b{kata}\b[^>]*>)|/{kata}/<)")
            assert pola.search(umum), f"no POST address for {b.aksi}: /{dasar}/<id>/{b.kata}"


def _modul_queries():
    for paket in pkgutil.iter_modules(app.domain.__path__, "app.domain."):
        folder = Path(import_module(paket.name).__file__).parent
        for berkas in sorted(folder.glob("queries*.py")):
            yield f"{paket.name}.{berkas.stem}"


# Public by design: a tracking code is its own key, and shows initials only.
TANPA_UNTUK = {
    "app.domain.usulan.queries_usulan.lacak",
    # the command line's own actor: it is the one who asks
    "app.domain.registri.queries_impor.pengguna_sistem",
}


@pytest.mark.bebas_db
@pytest.mark.parametrize("nama", list(_modul_queries()))
def test_setiap_fungsi_queries_bertanya_untuk_siapa(nama):
    modul = import_module(nama)
    for f_nama, f in inspect.getmembers(modul, inspect.isfunction):
        if f.__module__ != nama or f_nama.startswith("_") or f"{nama}.{f_nama}" in TANPA_UNTUK:
            continue
        par = inspect.signature(f).parameters
        if f_nama == "audiens" or "untuk" in par:
            continue
        hanya_nilai = all(
            p.annotation not in (inspect.Parameter.empty,) and "Session" not in str(p.annotation) for p in par.values()
        ) and "db.session" not in inspect.getsource(f)
        assert hanya_nilai, f"{nama}.{f_nama} reads the database without `untuk`"


@pytest.mark.bebas_db
def test_tidak_ada_berkas_di_atas_500_baris():
    panjang = {
        str(p.relative_to(AKAR)): n
        for pola in ("app/**/*.py", "tests/**/*.py", "templates/**/*.html", "static/js/*.js", "bench/**/*.py", "dev")
        for p in AKAR.glob(pola)
        if (n := len(p.read_text(encoding="utf-8").splitlines())) > 500
    }
    assert not panjang


@pytest.mark.bebas_db
def test_status_mesin_ditulis_pada_satu_baris_saja():
    """Only `akses.langkah` assigns `.status` of an object with a machine; the job table is plumbing of its own."""
    salah = []
    for berkas in SUMBER:
        if berkas.match("app/infra/jobs.py") or berkas.match("app/domain/akses/langkah.py"):
            continue
        pohon = ast.parse(berkas.read_text(encoding="utf-8"))
        for simpul in ast.walk(pohon):
            sasaran = simpul.targets if isinstance(simpul, ast.Assign) else []
            salah += [
                f"{berkas.relative_to(AKAR)}:{daun.lineno}"
                for s in sasaran
                for daun in ast.walk(s)
                if isinstance(daun, ast.Attribute) and daun.attr == "status" and _bermesin(berkas)
            ]
    assert not salah


def _bermesin(berkas: Path) -> bool:
    # Memberships have no machine: their state follows from proposals. The demo closes job rows it worked off itself.
    return "registri" not in berkas.parts and "demo" not in berkas.parts


@pytest.mark.bebas_db
def test_tidak_ada_peran_di_dalam_templat():
    salah = [
        str(p.relative_to(AKAR))
        for p in (AKAR / "templates").rglob("*.html")
        if re.search(r"peran\s*(==|!=|in\b)", p.read_text(encoding="utf-8"))
    ]
    assert not salah


@pytest.mark.bebas_db
def test_tidak_ada_gaya_skrip_sebaris_atau_penangan_htmx_di_templat():
    """The policy forbids inline style and script, and a trigger filter fails open under it."""
    terlarang = re.compile(
        r"<style|<script(?![^>]*\bsrc=)|\son[a-z]+=|\sstyle=|hx-on|hx-vals=['\"]js|hx-trigger=\"[^\"]*\["
    )
    salah = []
    for p in (AKAR / "templates").rglob("*.html"):
        bagian = p.relative_to(AKAR / "templates").parts
        if bagian[0] == "dokumen" or bagian[-1] == "cetak.html":
            continue  # papers are printed, never sent to a browser
        if terlarang.search(p.read_text(encoding="utf-8")):
            salah.append("/".join(bagian))
    assert not salah


@pytest.mark.bebas_db
def test_setiap_modul_menyatakan_pertanyaannya():
    tanpa = [
        str(p.relative_to(AKAR))
        for p in SUMBER
        if not (ast.get_docstring(ast.parse(p.read_text(encoding="utf-8"))) or "").strip()
    ]
    assert not tanpa


def test_templat_dapat_dikompilasi(app):
    for nama in app.jinja_env.list_templates(filter_func=lambda n: n.endswith(".html") and "govuk" not in n):
        if nama.startswith("dokumen/") or not (AKAR / "templates" / nama).exists():
            continue  # papers have an environment of their own; GOV.UK's templates are not ours
        app.jinja_env.get_template(nama)
