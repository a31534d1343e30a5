"""Can somebody reach what belongs to others? Every address with an id, every id in a form, every account."""

import html
import io
import re
from urllib.parse import urljoin, urlsplit

import pabrik
import pytest
import sqlalchemy as sa
from klien import Klien

from app.domain.akses.models import SesiMasuk as Sesi
from app.domain.akses.peran import Peran
from app.domain.usulan.models import Paket, Usulan
from app.infra.audit import Audit
from app.infra.db import db

ENAM_BELAS = re.compile(r"(?<![0-9a-fA-F])[0-9]{16}(?![0-9a-fA-F])")
TAUTAN = re.compile(r'(?:href|src|hx-get)="([^"]+)"')
TIDAK_PERNAH_ADA = 987_654_321
NAMA_PANJANG = "WARGA DENGAN NAMA YANG SANGAT PANJANG SEKALI"
# Who is let in elsewhere but not here. The regency's roles of the other province see another regency.
ORANG_LAIN = [f"{p}_lain" for p in Peran if p is not Peran.ADMIN]
# What other roles do: an operator_desa is refused before any number is read.
BAGIAN_PERAN_LAIN = re.compile("^/pemeriksaan/|^/penugasan/|/tanda-tangan$")
# Ids of one's own things, never of a region: asked with the account of somebody else.
MILIK_PRIBADI = ("/akun/sesi/", "/pemberitahuan/")


def beralamat(app):
    """Rules with a whole number in them, each with its methods."""
    return sorted(
        (r.rule, m)
        for r in app.url_map.iter_rules()
        for m in (r.methods or set()) - {"HEAD", "OPTIONS"}
        if "<int:" in r.rule
    )


def tanya(k: Klien, alamat: str, cara: str):
    # Fields that lead past the first check of a form, so that the scope itself is asked.
    if cara == "POST":
        return k.post(alamat, {"versi": "0", "alasan": "Coba-coba.", "isi": "x"})
    jawaban = k.get(alamat)
    # A fragment opened without htmx leads to its page, which answers.
    return k.get(jawaban.location) if jawaban.status_code == 303 and "/masuk" not in jawaban.location else jawaban


def potret() -> dict[str, int]:
    """How many rows each table holds, and the row versions of packets and proposals.

    A refusal is itself a fact of security, written after the rollback: of the audit only the other chains count."""
    meta = Paket.metadata
    hitung = {
        nama: db.session.scalar(sa.select(sa.func.count()).select_from(t))
        for nama, t in meta.tables.items()
        if nama not in ("sesi_masuk", "kunci_permintaan", "audit", "audit_isi")
    }
    hitung["audit"] = db.session.scalar(sa.select(sa.func.count(Audit.id)).where(Audit.rantai != "keamanan"))
    hitung["versi"] = db.session.scalar(sa.select(sa.func.sum(Paket.versi_baris)))
    hitung["versi_usulan"] = db.session.scalar(sa.select(sa.func.sum(Usulan.versi_baris)))
    db.session.remove()
    return hitung


@pytest.mark.parametrize("siapa", ORANG_LAIN)
def test_nomor_milik_wilayah_lain_dijawab_seperti_nomor_yang_tidak_pernah_ada(app, kampung, sebagai, siapa):
    k = sebagai(siapa)
    sebelum, ganjil = potret(), []
    for aturan, cara in beralamat(app):
        if aturan.startswith(("/admin", "/akun/sesi/")):
            continue
        nyata = tanya(k, kampung.alamat(aturan), cara)
        palsu = tanya(k, re.sub(r"<int:\w+>", str(TIDAK_PERNAH_ADA), aturan), cara)
        peran = siapa.removesuffix("_lain")
        tertutup = peran != Peran.OPERATOR_DESA or bool(BAGIAN_PERAN_LAIN.search(aturan))
        boleh = (403, 404) if tertutup else (404,)
        if nyata.status_code not in boleh or palsu.status_code != nyata.status_code:
            ganjil.append((cara, aturan, nyata.status_code, palsu.status_code))
    assert not ganjil
    assert potret() == sebelum


def test_admin_tidak_melihat_satu_warga_atau_paket_pun(app, kampung, sebagai):
    k, ganjil = sebagai("admin"), []
    sebelum = potret()
    for aturan, cara in beralamat(app):
        if aturan.startswith(("/admin", *MILIK_PRIBADI)):
            continue
        kode = tanya(k, kampung.alamat(aturan), cara).status_code
        if kode not in (403, 404):
            ganjil.append((cara, aturan, kode))
    assert not ganjil
    for alamat in ("/paket", "/registri", "/rapat", "/padanan"):
        assert k.get(alamat).status_code == 403, alamat
    assert potret() == sebelum


def test_yang_belum_masuk_hanya_diminta_masuk(app, kampung):
    k, ganjil = Klien(app), []
    sebelum = potret()
    k.get("/masuk")
    for r in app.url_map.iter_rules():
        if getattr(app.view_functions[r.endpoint], "_akses", "") != "masuk":
            continue
        aturan = r.rule.replace("<kunci>", "batas")
        for cara in (r.methods or set()) - {"HEAD", "OPTIONS"}:
            jawaban = tanya(k, kampung.alamat(aturan), cara)
            ke_masuk = jawaban.status_code == 303 and jawaban.location.startswith("/masuk")
            if not (ke_masuk if cara == "GET" else jawaban.status_code == 401):
                ganjil.append((cara, r.rule, jawaban.status_code))
    assert not ganjil
    assert potret() == sebelum


def test_selain_admin_tidak_mencapai_satu_alamat_admin_pun(app, kampung, sebagai):
    ganjil = []
    for siapa in ("operator_desa", "kepala_dinsos", "auditor", "pengamat"):
        k = sebagai(siapa)
        for r in app.url_map.iter_rules():
            if not r.rule.startswith("/admin"):
                continue
            ids = {"id_": kampung.pengguna}
            for cara in (r.methods or set()) - {"HEAD", "OPTIONS"}:
                kode = tanya(k, kampung.alamat(r.rule.replace("<kunci>", "batas"), ids), cara).status_code
                if kode != 403:
                    ganjil.append((siapa, cara, r.rule, kode))
    assert not ganjil


def test_sesi_dan_pemberitahuan_orang_sedesa_pun_tidak_ada(kampung, sebagai):
    sebagai("operator_desa")
    sesi = db.session.scalar(sa.select(Sesi.id).where(Sesi.pengguna_id == kampung.pengguna))
    k = sebagai("kepala_desa")
    assert k.post(f"/akun/sesi/{sesi}/pencabutan").status_code == 404
    assert k.post(f"/pemberitahuan/{kampung.ids['id_']}/pembacaan").status_code == 404
    assert sebagai("operator_desa").get("/akun").status_code == 200


def test_nomor_orang_lain_di_formulir_dan_di_tanya_jawab_tidak_ada(app, kampung, sebagai):
    """Ids outside the path: what is chosen, ticked, filtered or asked for."""
    k, ids = sebagai("operator_desa_lain"), kampung.ids
    desa = pabrik.Desa(pabrik.DESA_LAIN)
    milik = desa.paket(jumlah=0)
    db.session.commit()
    milik_id = milik.id
    sebelum = potret()
    jawaban = {
        "warga": k.post(f"/paket/{milik_id}/usulan", {"warga_id": ids["warga_id"], "jenis": "tambah"}),
        "unggah": k.get(f"/dokumen/unggah?paket={kampung.dikembalikan}"),
        "pindaian": k.post(
            "/dokumen/pindaian",
            {
                "paket": kampung.siap,
                "penanda": ["1", "2", "3"],
                "berkas": (io.BytesIO(pabrik.gambar()), "a.jpg"),
            },
            content_type="multipart/form-data",
        ),
        "keluarga": k.get(f"/registri/warga/baru?keluarga={ids['keluarga_id']}"),
    }
    assert {n: j.status_code for n, j in jawaban.items()} == dict.fromkeys(jawaban, 404)
    assert potret() == sebelum
    for alamat in ("/registri?q=WARGA", f"/paket?wilayah={pabrik.DESA}", "/paket", "/rapat", "/"):
        halaman = k.get(alamat)
        assert halaman.status_code == 200
        assert NAMA_PANJANG not in halaman.text
        milik = rf"/(paket/({kampung.draf}|{kampung.siap})|rapat/{ids['rapat_id']})\b"
        assert not re.search(milik, halaman.text), alamat


def test_tanda_dari_paket_lain_tidak_terjawab_lewat_paket_sendiri(kampung, sebagai):
    k = sebagai("operator_desa")
    jawaban = k.post(f"/paket/{kampung.draf}/tanda", {f"jawaban.{kampung.ids['tanda_id']}": "diperbaiki"})
    assert jawaban.status_code == 404


def test_nama_orang_lain_tidak_tertebak_dari_urutan_halaman(kampung, sebagai):
    """A stranger's id as the place to go on from would tell where that name stands among one's own."""
    pabrik.warga(pabrik.keluarga(pabrik.DESA_LAIN), "ZZ WARGA SENDIRI").nama_cari = "ZZWARGASENDIRI"
    db.session.commit()
    k = sebagai("operator_desa_lain")
    assert "ZZ WARGA SENDIRI" in k.get("/registri?q=WARGA").text
    assert "ZZ WARGA SENDIRI" not in k.get(f"/registri?q=WARGA&sesudah={kampung.ids['warga_id']}").text


def telusuri(k: Klien, awal: str, batas: int) -> dict[str, str]:
    """Follow every link from a page, at most `batas` pages: address → text."""
    antre, hasil = [awal], {}
    while antre and len(hasil) < batas:
        alamat = antre.pop(0)
        if alamat in hasil:
            continue
        jawaban = k.get(alamat)
        assert jawaban.status_code < 500, (alamat, jawaban.status_code)
        hasil[alamat] = jawaban.text if jawaban.mimetype == "text/html" else ""
        for ke in TAUTAN.findall(hasil[alamat]):
            utuh = urlsplit(urljoin(alamat, html.unescape(ke)))
            if not utuh.netloc and not utuh.scheme and not utuh.path.startswith(("/static", "/keluar")):
                tujuan = utuh.path + (f"?{utuh.query}" if utuh.query else "")
                if tujuan not in hasil:
                    antre.append(tujuan)
    return hasil


@pytest.mark.parametrize("siapa", ["pengamat_provinsi", *(str(p) for p in Peran)])
def test_jelajah_semua_tautan_tanpa_gangguan_dan_tanpa_nomor_utuh(kampung, sebagai, siapa):
    for alamat, teks in telusuri(sebagai(siapa), "/", 90).items():
        assert not ENAM_BELAS.search(alamat), alamat
        assert not ENAM_BELAS.search(teks), (alamat, ENAM_BELAS.search(teks))
        assert not any(n in teks for n in kampung.nik), alamat


def test_pengamat_tidak_membuka_nomor_berkas_atau_dokumen(kampung, sebagai):
    k, ids = sebagai("pengamat"), kampung.ids
    assert k.post(f"/registri/warga/{ids['warga_id']}/nik").status_code in (403, 404)
    for alamat in (
        f"/registri/keluarga/{ids['keluarga_id']}",
        f"/registri/berkas/{ids['berkas_id']}",
        f"/dokumen/{ids['dokumen_id']}",
        f"/dokumen/{ids['dokumen_id']}/berkas.pdf",
        f"/dokumen/pindaian/{ids['pindaian_id']}.pdf",
        f"/rapat/{ids['rapat_id']}/foto/{ids['foto_id']}",
    ):
        assert k.get(alamat).status_code in (403, 404), alamat
