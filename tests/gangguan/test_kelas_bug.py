"""Which test holds each class of bugs that systems of this kind have had? The list; what stands nowhere else is here.

1 action guarded only by a button: test_peran (every row, every role, by POST)
2 routing or payload editable after submit: usulan/test_perubahan (isi_usulan_yang_diajukan...); test_02 here
3 detection that trusts a user-writable label: test_unggahan (content decides, never the name)
4 child rows without the parent's scope: test_wilayah (photo, scan, mark, file by an id of its own)
5 area filter missing on one path: test_wilayah (every address with an id), akses/test_matriks
6 HTML built in Python: test_bentuk (nama_berupa_markah...); test_06 here
7 declared constraint never created: test_07 here
8 later tier acts before earlier: test_peran; bundel/test_bundel (paket_dengan_status_lain_ditolak)
9 peer of the same tier overrides the assignee: bundel/test_bundel (hanya_camat_kecamatannya...)
10 object id of another area accepted: test_wilayah; web/test_verifikasi (id_wilayah_lain...)
11 bulk endpoint skips per-item permission: usulan/test_usulan (penilaian_massal_atas_wilayah_lain...), test_peran
12 lock released before commit: bundel/test_serentak, test_ganda, infra/test_db
13 state committed, side effect failed, and the reverse: infra/test_jobs, test_penyimpanan, test_basis_data
14 failed vote persisted: bundel/test_bundel (satu_paket_yang_terhalang...), test_basis_data
15 no approver found = passes: test_15 here, twice
16 changing a rule re-opens finished items: test_16 here
17 items in flight break on upgrade: test_17 here
18 option lists that grow with the data: web/test_admin_pengguna (wilayah_dicari_di_server...); test_18 here
19 unpaged list: web/test_paket, test_verifikasi, test_rapat, test_registri (...berhalaman); test_18 here
20 a GET that writes: infra/test_db (the database refuses), arsitektur/test_rumah; test_20 here
21 signed flag before signed bytes: dokumen/test_dokumen (pindaian_menandai...); test_21 here
22 placeholder left in an official PDF: dokumen/test_cetak (tanpa_bekas_templat)
23 PDF engine hang takes the site down: infra/test_pdf (naskah_yang_macet_dihentikan...)
24 first save not audited: usulan/test_alur_paket (setiap_perpindahan...); test_24 here
25 secrets or NIK in the log: test_catatan
26 re-submission erases earlier notes: usulan/test_perubahan (tanda_tidak_terhapus...)
27 same-field concurrent edit silently lost: test_ganda (isian_yang_sama_disunting_dua_orang...)
28 formula injection, header-name confusion: infra/test_sheets, registri/test_opensid, test_unggahan
29 speed measured on an empty database: bench/, web/test_paket (tiga_puluh_nama...)
"""

import datetime as dt
import re
from pathlib import Path

import pabrik
import pytest
import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from app.domain.akses.aksi import Aksi
from app.domain.akses.langkah import tindakan
from app.domain.akses.peran import Peran
from app.domain.aturan.models import Aturan
from app.domain.bundel import operations as bundel_op
from app.domain.bundel.models import Bundel
from app.domain.bundel.status import JenisBundel, StatusBundel
from app.domain.dokumen import operations as dok
from app.domain.dokumen.models import Dokumen, TandaTangan
from app.domain.usulan import operations as op
from app.domain.usulan.alur_paket import ALUR_PAKET
from app.domain.usulan.models import Paket, Usulan
from app.infra import clock, files
from app.infra.audit import Audit
from app.infra.db import Dasar, db
from app.infra.galat import TidakBisa

AKAR = Path(__file__).resolve().parents[2]


def test_02_daftar_dan_isian_terkunci_setelah_diajukan(kampung, sebagai):
    """Every form of the village about a submitted packet, sent from a page that was left open."""
    u = db.session.scalar(sa.select(Usulan.id).where(Usulan.paket_id == kampung.diajukan).limit(1))
    sebelum = db.session.execute(
        sa.select(Usulan.versi_baris, Usulan.status, Usulan.warga_id).where(Usulan.id == u)
    ).one()
    k = sebagai("operator_desa")
    for alamat, isi in (
        (f"/usulan/{u}/isian", {"baru.keadaan": "Diubah diam-diam"}),
        (f"/usulan/{u}/kelengkapan", {"baru.keadaan": "Diubah diam-diam"}),
        (f"/usulan/{u}/penarikan", {"alasan": "Diam-diam"}),
        (f"/usulan/{u}/pembukaan", {}),
        (f"/paket/{kampung.diajukan}/usulan", {"warga_id": str(kampung.ids["warga_id"]), "jenis": "hapus"}),
        (f"/paket/{kampung.diajukan}/pembukaan", {"alasan": "Diam-diam"}),
        (f"/paket/{kampung.diajukan}/persiapan", {}),
    ):
        jawaban = k.post(alamat, {"versi": str(sebelum.versi_baris), **isi})
        assert jawaban.status_code in (403, 409), (alamat, jawaban.status_code)
    db.session.remove()
    kini = db.session.execute(sa.select(Usulan.versi_baris, Usulan.status, Usulan.warga_id).where(Usulan.id == u)).one()
    assert kini == sebelum


@pytest.mark.bebas_db
def test_06_tidak_ada_html_yang_dirangkai_di_python_atau_dinyatakan_aman_di_templat():
    buruk = []
    for p in [*(AKAR / "app").rglob("*.py"), *(AKAR / "templates").rglob("*.html")]:
        teks = p.read_text(encoding="utf-8")
        if p.name == "templat.py" and p.parent.name == "infra":
            continue  # its only markup is the house's own constant
        # A literal between quotes may be declared safe; a value never.
        if re.search(r"\bMarkup\(|(?<!['\"])\s*\|\s*safe\b|autoescape false|render_template_string", teks):
            buruk.append(str(p.relative_to(AKAR)))
    assert not buruk


def test_07_setiap_kendala_yang_dinyatakan_benar_ada_di_basis_data(app):
    """Unique keys, indexes, foreign keys and checks of the models, one by one in the migrated database."""
    mata = sa.inspect(db.engine)
    hilang = []
    for t in Dasar.metadata.sorted_tables:
        unik = {tuple(sorted(u["column_names"])) for u in mata.get_unique_constraints(t.name)}
        indeks = {i["name"]: bool(i["unique"]) for i in mata.get_indexes(t.name)}
        asing = {tuple(f["constrained_columns"]) for f in mata.get_foreign_keys(t.name)}
        for c in t.constraints:
            kolom = tuple(x.name for x in getattr(c, "columns", ()))
            if isinstance(c, sa.UniqueConstraint) and tuple(sorted(kolom)) not in unik:
                hilang.append((t.name, "unique", kolom))
            if isinstance(c, sa.ForeignKeyConstraint) and kolom not in asing:
                hilang.append((t.name, "foreign key", kolom))
        hilang += [(t.name, "index", i.name) for i in t.indexes if indeks.get(i.name) is not bool(i.unique)]
    assert not hilang


def test_15_kertas_tanpa_penanda_tangan_wajib_tidak_meloloskan_apa_pun(app):
    """A rule that names nobody must not open the gate by itself, neither of the village nor above it."""
    desa, kab = pabrik.Desa(), pabrik.Kabupaten()
    paket = desa.siap_ajukan()
    ids = sa.select(Dokumen.id).where(Dokumen.rantai == paket.rantai)
    db.session.execute(sa.update(TandaTangan).where(TandaTangan.dokumen_id.in_(ids)).values(wajib=False))
    with pytest.raises(TidakBisa) as tidak:
        op.ajukan(paket, oleh=desa.kades, versi=paket.versi_baris)
    assert "penanda tangan" in str(tidak.value)
    db.session.execute(sa.update(TandaTangan).where(TandaTangan.dokumen_id.in_(ids)).values(wajib=True))
    op.ajukan(paket, oleh=desa.kades, versi=paket.versi_baris)
    kab.telaah(paket)
    b = bundel_op.terbitkan(JenisBundel.TELAAH, [paket.id], oleh=kab.petugas)
    db.session.execute(sa.delete(TandaTangan).where(TandaTangan.dokumen_id == b.dokumen_id))
    with pytest.raises(TidakBisa) as tidak:
        bundel_op.putuskan(b, oleh=kab.camat, versi=b.versi_baris)
    assert "penanda tangan" in str(tidak.value)
    assert db.session.get_one(Bundel, b.id).status == StatusBundel.TERBIT
    assert paket.status == "diajukan"


def test_15_desa_tanpa_kepala_desa_menunggu_dan_tidak_maju_sendiri(app):
    desa = pabrik.Desa()
    paket = desa.siap_ajukan()
    for peran in set(Peran) - {Peran.KEPALA_DESA}:
        tempat = {
            Peran.OPERATOR_DESA: pabrik.DESA,
            Peran.OPERATOR_KECAMATAN: pabrik.KECAMATAN,
            Peran.CAMAT: pabrik.KECAMATAN,
        }
        oleh = pabrik.orang(peran, tempat.get(peran, pabrik.KABUPATEN))
        assert Aksi.PAKET_AJUKAN not in {b.aksi for b in tindakan(ALUR_PAKET, paket, oleh=oleh)}, peran
    assert paket.status == "siap_diajukan"


def test_16_aturan_yang_berubah_tidak_membuka_kembali_yang_sudah_selesai(app, kampung, sebagai):
    """Stricter attachments, other kinds, other signers from today on: what was submitted stays as it was."""
    paket = db.session.get_one(Paket, kampung.diajukan)
    potret = (paket.status, paket.versi_baris, sorted((d.id, d.status, d.sha256) for d in dok.milik_paket(paket.id)))
    kemarin = clock.hari_ini() - dt.timedelta(days=1)
    for kunci in ("lampiran_usulan", "lampiran_paket", "jenis_usulan", "penanda_tangan", "butir_telaah", "kuorum"):
        db.session.execute(sa.update(Aturan).where(Aturan.kunci == kunci).values(selesai=kemarin))
    db.session.commit()
    for siapa in ("operator_desa", "kepala_desa", "operator_kecamatan", "camat", "auditor"):
        k = sebagai(siapa)
        assert k.get(f"/paket/{kampung.diajukan}").status_code == 200, siapa
        assert k.get("/", follow_redirects=True).status_code == 200, siapa
    u = db.session.scalar(sa.select(Usulan.id).where(Usulan.paket_id == kampung.diajukan).limit(1))
    assert sebagai("operator_desa").get(f"/usulan/{u}").status_code == 200
    assert sebagai("operator_kecamatan").get(f"/bundel/{kampung.ids['bundel_id']}").status_code == 200
    db.session.remove()
    paket = db.session.get_one(Paket, kampung.diajukan)
    kini = (paket.status, paket.versi_baris, sorted((d.id, d.status, d.sha256) for d in dok.milik_paket(paket.id)))
    assert kini == potret


def test_17_isian_dari_versi_lama_tetap_terbuka(app, kampung, sebagai):
    """Fields that this version does not know, and fields that it misses: shown, never a failure."""
    for isi in (
        {"lama": {}, "baru": {}},
        {"lama": {"bidang_dulu": "x"}, "baru": {"bidang_dulu": "y", "keadaan": "Rumah bambu."}, "tambahan": 1},
    ):
        for nomor in (kampung.ids["usulan_id"], _usulan(kampung.diajukan), _usulan(kampung.dikembalikan)):
            u = db.session.get_one(Usulan, nomor)
            u.isi = isi
            db.session.commit()
            for siapa in ("operator_desa", "kepala_desa", "auditor", "kepala_dinsos"):
                assert sebagai(siapa).get(f"/usulan/{nomor}").status_code == 200, (siapa, isi)
        for paket in (kampung.draf, kampung.diajukan, kampung.dikembalikan):
            assert sebagai("operator_desa").get(f"/paket/{paket}").status_code == 200


def _usulan(paket_id: int) -> int:
    return db.session.scalar(sa.select(sa.func.min(Usulan.id)).where(Usulan.paket_id == paket_id))


def test_18_halaman_tidak_membesar_mengikuti_data(app, kampung, sebagai):
    """Ten times the residents, families and packets: no page grows beyond its own list."""
    k = sebagai("operator_desa")
    alamat = ("/registri", "/registri?q=WARGA", "/paket", "/rapat", "/pemberitahuan", f"/paket/{kampung.draf}")
    operator = pabrik.pelaku(kampung.akun["operator_desa"])
    _tambah(300, operator)
    sebelum = {a: len(k.get(a).data) for a in alamat}
    _tambah(300, operator)
    sesudah = {a: len(k.get(a).data) for a in alamat}
    assert not {a: (sebelum[a], sesudah[a]) for a in alamat if sesudah[a] > sebelum[a] * 1.3 + 2000}


def _tambah(jumlah: int, operator) -> None:
    for i in range(jumlah):
        pabrik.warga(pabrik.keluarga(), f"WARGA KE {i:03d}")
        if i % 10 == 0:
            tahun, bulan = divmod(db.session.scalar(sa.select(sa.func.count()).select_from(Paket)), 12)
            kini = clock.sekarang()
            clock.bekukan(dt.datetime(2030 + tahun, bulan + 1, 5, tzinfo=dt.UTC))
            op.buat_paket(oleh=operator)
            clock.bekukan(kini)
    db.session.commit()


def test_20_membuka_halaman_tidak_menulis_satu_baris_pun(app, kampung, sebagai):
    """The database refuses; here the other half: nothing tries, and nothing is counted differently afterwards."""
    k = sebagai("operator_desa")
    # A refusal is a fact of security, written after the request in a transaction of its own.
    tabel = [t for t in Dasar.metadata.sorted_tables if t.name != "sesi_masuk" and not t.name.startswith("audit")]
    terakhir = db.session.scalar(sa.select(sa.func.max(Audit.id)).where(Audit.rantai != "keamanan"))
    hitung = lambda: {t.name: db.session.scalar(sa.select(sa.func.count()).select_from(t)) for t in tabel}  # noqa: E731
    awal = hitung()
    db.session.remove()
    for r in app.url_map.iter_rules():
        if "GET" in (r.methods or ()) and r.endpoint != "static" and not r.rule.startswith("/admin"):
            assert k.get(kampung.alamat(r.rule.replace("<kode>", "AAAAAAAAAAAA"))).status_code < 500, r.rule
    assert hitung() == awal
    assert db.session.scalar(sa.select(sa.func.max(Audit.id)).where(Audit.rantai != "keamanan")) == terakhir


def test_21_tidak_ada_tanda_tangan_tanpa_byte_pindaiannya(kampung):
    """Every signature recorded from a scan names a scan of the same paper, and the store has its bytes."""
    tanya = sa.select(TandaTangan).options(selectinload(TandaTangan.dokumen).selectinload(Dokumen.pindaian))
    tertanda = [t for t in db.session.scalars(tanya) if t.cara is not None]
    assert tertanda
    for t in tertanda:
        pindaian = next(p for p in t.dokumen.pindaian if p.id == t.pindaian_id)
        assert t.dokumen.sha256 is not None
        assert files.baca(pindaian.sha256)


def test_24_penyimpanan_pertama_pun_berjejak(kampung):
    """Packet, proposal, meeting and paper: the first row of each has its fact in the chain."""
    objek = set(db.session.scalars(sa.select(Audit.objek)))
    for kelas, awalan in ((Paket, "paket"), (Usulan, "usulan"), (Dokumen, "dokumen"), (Bundel, "bundel")):
        for nomor in db.session.scalars(sa.select(kelas.id)):
            assert f"{awalan}:{nomor}" in objek, f"{awalan}:{nomor}"
