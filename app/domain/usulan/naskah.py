"""What do the village's papers say? Rows of packet and meeting become frozen contexts; every count is counted."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from app.domain.akses.pelaku import Pelaku
from app.domain.aturan import turunan
from app.domain.aturan.berlaku import nilai
from app.domain.dokumen import konteks as k
from app.domain.dokumen import operations as dokumen
from app.domain.dokumen import pemindaian
from app.domain.dokumen.bagian import Penanda
from app.domain.dokumen.models import Dokumen
from app.domain.dokumen.status import JUDUL_DOKUMEN
from app.domain.dokumen.status import JenisDokumen as D
from app.domain.dokumen.susunan import Orang, kop, penanda, tembusan, unit
from app.domain.dokumen.syarat import dokumen_berlaku
from app.domain.rapat import operations as rapat
from app.domain.rapat.isian import TANGAN
from app.domain.rapat.kuorum import Kehadiran
from app.domain.rapat.models import BerkasRapat, Peserta, Rapat
from app.domain.rapat.syarat import kehadiran
from app.domain.registri.models import Warga
from app.domain.usulan import baris as b
from app.domain.usulan import isian, pasangan
from app.domain.usulan.models import Paket, Usulan
from app.domain.usulan.segera import segera
from app.domain.usulan.status import Dasar, StatusUsulan
from app.domain.usulan.syarat import bukti_keluarga, hidup
from app.domain.wilayah.zona import zona
from app.infra import clock, format
from app.infra.db import db

TELAAH, PENGESAHAN = "telaah", "pengesahan"  # gates of the kecamatan and of the head of the regency
BARIS_HADIR_TANPA_NAMA = 40


class _Naskah:
    """What all papers of one packet share, looked up once."""

    def __init__(self, paket: Paket, oleh: Pelaku) -> None:
        self.paket, self.oleh = paket, oleh
        self.unit = unit(paket.wilayah_kode)
        self.hari = clock.hari_ini(zona(paket.wilayah_kode))
        profil = turunan.profil(paket.profil, paket.wilayah_kode, self.hari)
        self.indikator = str(profil.get("indikator", ""))
        self.umum: dict[str, Any] = {
            "kop": kop(paket.wilayah_kode),
            "unit": self.unit,
            "periode": paket.periode,
            "nama_data": profil["nama_data"],
        }
        self.hukum = turunan.dasar_hukum(paket.wilayah_kode, self.hari, paket.profil)
        self.rapat = db.session.get(Rapat, paket.rapat_id) if paket.rapat_id else None

    def terbit(
        self,
        jenis: D,
        konteks: k.Naskah,
        orang: dict[str, Orang] | None = None,
        saksi: Sequence[tuple[str, str, str]] = (),
    ) -> Dokumen:
        """Issue one paper of the packet today."""
        return dokumen.terbitkan(
            jenis,
            unit_kode=self.unit.kode,
            unit_nama=self.unit.sebutan,
            konteks=konteks,
            paket_ids=[self.paket.id],
            rantai=self.paket.rantai,
            oleh=self.oleh,
            periode=self.paket.periode,
            tanggal=self.hari,
            penanda=self._tergerbang(penanda(jenis, self.unit, self.hari, orang=orang, saksi=saksi)),
        )

    def _tergerbang(self, semua: list[Penanda]) -> list[Penanda]:
        """An urgent packet never passes the kecamatan's gate: who signs there signs beside Dinas Sosial's work, before
        the sign-off (docs/keputusan/013)."""
        if not segera(self.paket):
            return semua
        return [replace(p, gerbang=PENGESAHAN) if p.gerbang == TELAAH else p for p in semua]

    def rapat_wajib(self) -> Rapat:
        if self.rapat is None:
            raise ValueError("the packet has no meeting")
        return self.rapat

    def acara(self) -> k.Acara:
        """The meeting as papers print it."""
        r = self.rapat_wajib()
        undangan = dokumen_berlaku(self.paket.id, D.UNDANGAN)
        return k.Acara(
            perihal=r.perihal,
            tanggal=r.tanggal or self.hari,
            pukul_mulai=r.pukul_mulai or dt.time(9, 0),
            pukul_selesai=r.pukul_selesai,
            tempat=r.tempat,
            penyelenggara=r.penyelenggara,
            pimpinan_nama=r.pimpinan_nama,
            pimpinan_jabatan=r.pimpinan_jabatan,
            notulis_nama=r.notulis_nama,
            notulis_jabatan=r.notulis_jabatan,
            zona=zona(self.paket.wilayah_kode),
            agenda=[a.judul for a in r.agenda],
            undangan_nomor=undangan.nomor if undangan else r.undangan_nomor,
            undangan_tanggal=undangan.tanggal if undangan else r.undangan_tanggal,
        )

    def orang_rapat(self) -> dict[str, Orang]:
        r = self.rapat_wajib()
        return {
            "pimpinan": (r.pimpinan_nama, r.pimpinan_jabatan),
            "notulis": (r.notulis_nama, r.notulis_jabatan),
        }

    def hadir(self, orang: Peserta) -> k.PesertaHadir:
        return k.PesertaHadir(nama=orang.nama, jabatan=orang.jabatan, unsur=self.sebut_unsur(orang.unsur), jk=orang.jk)

    def sebut_unsur(self, kode: str) -> str:
        """The words for an element; its code if the rule no longer knows it."""
        return turunan.label_unsur(self.unit.jenis, self.unit.kode).get(kode, kode)

    def per_unsur(self, h: Kehadiran) -> list[k.JumlahUnsur]:
        return [
            k.JumlahUnsur(
                unsur=self.sebut_unsur(u.kode),
                diundang=u.diundang,
                hadir=u.hadir,
                laki=u.laki_laki,
                perempuan=u.perempuan,
            )
            for u in h.per_unsur
        ]

    def keberatan(self) -> list[k.BarisKeberatan]:
        """Objections as rows, in their order."""
        return [
            k.BarisKeberatan(siapa=x.siapa, tentang=x.tentang, isi=x.isi, hasil=x.hasil)
            for x in self.rapat_wajib().daftar_keberatan
        ]

    def kop_penyelenggara(self) -> dict[str, Any]:
        """The shared part of a paper under the letterhead of who organises the meeting."""
        aturan = turunan.penyelenggara(self.unit.jenis, self.unit.kode, self.hari)
        return {**self.umum, "kop": kop(self.unit.kode, aturan["kop"])}

    def rujukan(self, d: Dokumen) -> k.Rujukan:
        return k.Rujukan(judul=d.judul, nomor=d.nomor, tanggal=d.tanggal)

    def penyata(self) -> k.Penyata:
        kepala = penanda(D.SURAT_PENGANTAR, self.unit, self.hari)[0]
        return k.Penyata(
            nama=kepala.nama,
            jabatan=kepala.jabatan_lengkap,
            alamat=self.umum["kop"].alamat or self.unit.lengkap,
            nip=kepala.nip,
        )


def persiapan(paket: Paket, *, oleh: Pelaku) -> None:
    """Before the meeting: invitation, attendance sheet to be signed, list of names without NIK."""
    n = _Naskah(paket, oleh)
    r = n.rapat_wajib()
    usulan = hidup(paket)
    diundang = [n.hadir(p) for p in r.peserta if p.diundang]
    aturan = turunan.penyelenggara(n.unit.jenis, n.unit.kode, n.hari)
    umum = n.kop_penyelenggara()
    if not r.undangan_nomor:  # else it was made elsewhere
        n.terbit(
            D.UNDANGAN,
            k.Undangan(
                **umum,
                acara=n.acara(),
                penerima=diundang,
                bahan=b.hitungan(usulan, paket.wilayah_kode),
                dasar_hukum=n.hukum,
                tembusan=tembusan(D.UNDANGAN, n.unit, n.hari),
            ),
            orang={aturan["pengundang"]: (r.pengundang_nama, r.pengundang_jabatan)},
        )
    acara = n.acara()
    kosong = int(turunan.susunan_naskah(n.unit.kode, n.hari)["hadir_kosong"]) if diundang else BARIS_HADIR_TANPA_NAMA
    n.terbit(D.DAFTAR_HADIR_KOSONG, k.DaftarHadirKosong(**umum, acara=acara, diundang=diundang, baris_kosong=kosong))
    baris = [b.publik(u, dengan_hasil=False) for u in usulan]
    if r.sumber_ba == TANGAN:  # its blank holds the decision sheet
        unsur = list(turunan.label_unsur(n.unit.jenis, n.unit.kode, n.hari).values())
        n.terbit(D.BA_KOSONG, k.BaKosong(**umum, acara=acara, dasar_hukum=n.hukum, baris=baris, unsur=unsur))
    else:
        n.terbit(D.DAFTAR_USULAN_AWAL, k.DaftarUsulanAwal(**n.umum, acara=acara, baris=baris))


def hasil_musyawarah(paket: Paket, *, oleh: Pelaku) -> None:
    """After the meeting: berita acara, minutes, attendance, annexes, announcement, covering letter."""
    n = _Naskah(paket, oleh)
    r, acara = n.rapat_wajib(), n.acara()
    dibahas = [
        u
        for u in paket.usulan
        if u.status in (StatusUsulan.DISEPAKATI, StatusUsulan.TIDAK_DISEPAKATI, StatusUsulan.DITUNDA)
    ]
    putusan = b.hitungan(dibahas, paket.wilayah_kode)
    h = kehadiran(r)
    per_unsur = n.per_unsur(h)
    orang = n.orang_rapat()
    saksi = [(p.nama, p.jabatan, n.sebut_unsur(p.unsur)) for p in r.peserta if p.saksi and p.hadir]
    sampai = n.hari + dt.timedelta(days=nilai("batas", n.unit.kode, pada=n.hari).get("pengumuman_hari", 7))
    umum, keberatan, asli = n.kop_penyelenggara(), n.keberatan(), r.berkas_terbaru("BA_ASLI")
    salinan = r.sumber_ba == TANGAN and asli is not None
    ba = n.terbit(
        D.BA_MUSYAWARAH,
        k.BaMusyawarah(
            **umum,
            sumber="salinan" if salinan else "sistem",
            asli=_sebut_asli(asli, n.unit.kode) if salinan and asli else "",
            forum=[b.publik(u) for u in dibahas if u.asal == "forum"],
            daftar_keberatan=keberatan,
            acara=acara,
            dasar_hukum=n.hukum,
            per_unsur=per_unsur,
            kuorum=k.Kuorum(
                diundang=h.diundang,
                hadir=h.hadir,
                syarat_persen=float(h.batas),
                tercapai=h.tercapai,
                alasan=r.kuorum_alasan,
            ),
            putusan=putusan,
            ditunda=[b.publik(u) for u in dibahas if u.status is StatusUsulan.DITUNDA],
            ditolak=[b.publik(u) for u in dibahas if u.status is StatusUsulan.TIDAK_DISEPAKATI],
            perangkat=[b.publik(u) for u in dibahas if u.isi.get("hubungan") not in ("", "tidak_ada", None)],
            rangkap=int(turunan.susunan_naskah(n.unit.kode, n.hari)["rangkap"]),
            cara_keputusan=r.cara_keputusan,
            keberatan=r.keberatan,
            diumumkan_sampai=sampai,
            tempat_pengumuman=f"papan pengumuman {n.unit.sebutan}",
            operator=oleh.nama,
            indikator=n.indikator,
        ),
        orang=orang,
        saksi=saksi,
    )
    rapat.catat_berita_acara(r, ba.id)
    if salinan and asli:
        berkas = pemindaian.BerkasPindaian(asli.sha256, asli.ukuran, asli.halaman, "berita acara asli")
        pemindaian.catat_asli(ba, berkas, oleh=oleh)
    n.terbit(
        D.NOTULEN,
        k.Notulen(
            **umum,
            daftar_keberatan=keberatan,
            acara=acara,
            per_unsur=per_unsur,
            pembahasan=r.pembahasan,
            kesimpulan=_kesimpulan(putusan),
            putusan=putusan,
            keberatan=r.keberatan,
            jumlah_foto=len(r.foto),
        ),
        orang=orang,
    )
    n.terbit(
        D.DAFTAR_HADIR,
        k.DaftarHadir(
            **umum,
            acara=acara,
            per_unsur=per_unsur,
            hadir=[n.hadir(p) for p in r.peserta if p.hadir] if r.hadir_cara == "nama" else [],
        ),
        orang=orang,
    )
    n.terbit(
        D.PENGUMUMAN_HASIL,
        k.PengumumanHasil(
            **n.umum,
            acara=acara,
            dasar=n.rujukan(ba),
            baris=[b.publik(u) for u in dibahas],
            sampai=sampai,
            tempat_keberatan=f"Kantor {n.unit.sebutan}",
        ),
    )
    _daftar_dan_pengantar(n, ba)


def _sebut_asli(asli: BerkasRapat, wilayah: str) -> str:
    """Which file the signed original is, so that nobody can put another beside the copy."""
    saat = format.tanggal_waktu(asli.diunggah, zona(wilayah))
    return f"pindaian {asli.halaman} halaman yang diunggah {saat}, sidik SHA-256 {asli.sha256}"


def _kesimpulan(putusan: list[k.Hitungan]) -> list[str]:
    """The conclusions as sentences, one per kind, from the same counts as the table."""
    hasil = []
    for h in putusan:
        bagian = [
            f"{jumlah} {kata}"
            for jumlah, kata in (
                (h.disepakati, "disepakati"),
                (h.ditunda, "ditunda"),
                (h.tidak_disepakati, "tidak disepakati"),
            )
            if jumlah
        ]
        hasil.append(f"{h.label}: dari {h.diusulkan} usulan, {', '.join(bagian)}.")
    return hasil


def sptjm(paket: Paket, *, alasan: str, oleh: Pelaku) -> None:
    """Without a meeting: the statement of the head of the village, the lists, the covering letter."""
    n = _Naskah(paket, oleh)
    _daftar_dan_pengantar(n, _pernyataan(n, alasan))


def _pernyataan(n: _Naskah, alasan: str) -> Dokumen:
    paket = n.paket
    return n.terbit(
        D.SPTJM,
        k.Sptjm(
            **n.umum,
            penyata=n.penyata(),
            hitungan=b.hitungan(hidup(paket), paket.wilayah_kode),
            dasar_hukum=n.hukum,
            alasan=alasan,
            paket_nomor=paket.nomor,
        ),
    )


def _pernyataan_diminta(paket: Paket) -> bool:
    """Some regencies ask for the statement with a meeting too: then the packet's table of papers names it."""
    diminta = nilai("lampiran_paket", paket.wilayah_kode, paket.dasar).get("dokumen", [])
    return paket.dasar is not Dasar.SPTJM and D.SPTJM in diminta


def dari_musyawarah(paket: Paket, ba: Dokumen, *, oleh: Pelaku) -> None:
    """On a meeting held before: only the list and the covering letter are new."""
    _daftar_dan_pengantar(_Naskah(paket, oleh), ba)


def nihil(paket: Paket, *, oleh: Pelaku) -> None:
    """No names: the statement of the head of the village that nothing is proposed."""
    n = _Naskah(paket, oleh)
    n.terbit(D.PERNYATAAN_NIHIL, k.PernyataanNihil(**n.umum, penyata=n.penyata(), dasar_hukum=n.hukum))


def _daftar_dan_pengantar(n: _Naskah, dasar: Dokumen) -> None:
    disepakati = [u for u in n.paket.usulan if u.status is StatusUsulan.DISEPAKATI]
    if not disepakati:
        return
    rujukan = n.rujukan(dasar)
    if _pernyataan_diminta(n.paket):
        _pernyataan(n, "")
    n.terbit(D.LAMPIRAN, k.Lampiran(**n.umum, dasar=rujukan, **_per_lampiran(disepakati)))
    sertaan = [k.Sertaan(nama=JUDUL_DOKUMEN[j], jumlah="1 berkas") for j in _sertaan(n.paket)]
    n.terbit(
        D.SURAT_PENGANTAR,
        k.SuratPengantar(
            **n.umum,
            tujuan=_tujuan(n),
            hitungan=b.hitungan(disepakati, n.paket.wilayah_kode),
            dasar=[rujukan],
            sertaan=sertaan,
            paket_nomor=n.paket.nomor,
            tembusan=_tembusan(n),
        ),
    )


def _tujuan(n: _Naskah) -> list[str]:
    """An urgent packet goes to Dinas Sosial at once; the camat reads a copy."""
    return [f"Kepala Dinas Sosial {n.unit.kabupaten}" if segera(n.paket) else f"Camat {n.unit.kecamatan}"]


def _tembusan(n: _Naskah) -> list[str]:
    menurut_aturan = tembusan(D.SURAT_PENGANTAR, n.unit, n.hari)
    return list(dict.fromkeys([f"Camat {n.unit.kecamatan}", *menurut_aturan])) if segera(n.paket) else menurut_aturan


def _sertaan(paket: Paket) -> list[D]:
    if paket.dasar is Dasar.SPTJM:
        return [D.SPTJM, D.LAMPIRAN]
    pernyataan = [D.SPTJM] if _pernyataan_diminta(paket) else []
    return [D.BA_MUSYAWARAH, D.NOTULEN, D.DAFTAR_HADIR, *pernyataan, D.LAMPIRAN]


def _per_lampiran(usulan: list[Usulan]) -> dict[str, Any]:
    dua = pasangan.sebutan(usulan)
    bukti = bukti_keluarga({u.keluarga_id for u in usulan})
    anggota = jumlah_anggota({u.keluarga_id for u in usulan})
    kunci = {"A": "tambah", "B": "hapus", "C": "perbaikan"}
    hasil: dict[str, list[k.BarisNama]] = {"tambah": [], "hapus": [], "perbaikan": []}
    for u in usulan:
        huruf = isian.jenis(u.jenis, u.wilayah_kode).get("lampiran", "A")
        ada = [x for x in isian.bukti_wajib(u) if x in bukti[u.keluarga_id]]
        hasil[kunci[huruf]].append(b.bernama(u, ada, anggota.get(u.keluarga_id, 0), dua.get(u.id, "")))
    return hasil


def jumlah_anggota(keluarga: set[int]) -> dict[int, int]:
    """Living members per family, in one query."""
    tanya = (
        sa.select(Warga.keluarga_id, sa.func.count())
        .where(Warga.keluarga_id.in_(keluarga), Warga.status_dasar == 1)
        .group_by(Warga.keluarga_id)
    )
    return {kel: n for kel, n in db.session.execute(tanya)}  # noqa: C416  (rows are typed as rows, not as pairs)


def lembar_perubahan(paket: Paket, ke: int, butir: list[k.BarisPerubahan], *, oleh: Pelaku) -> Dokumen:
    """Sheet n of changes to the packet's list."""
    n = _Naskah(paket, oleh)
    dasar = dokumen_berlaku(paket.id, D.LAMPIRAN) or dokumen_berlaku(paket.id, D.SURAT_PENGANTAR)
    if dasar is None:
        raise ValueError("a sheet of changes needs the list that it changes")
    return n.terbit(
        D.LEMBAR_PERUBAHAN,
        k.LembarPerubahan(**n.umum, ke=ke, paket_nomor=paket.nomor, dasar=n.rujukan(dasar), baris=butir),
    )


def tanda_terima(usulan: Usulan, *, oleh: Pelaku) -> Dokumen:
    """The resident's receipt: initials only, and the code that tells where the proposal stands."""
    n = _Naskah(usulan.paket, oleh)
    return n.terbit(
        D.TANDA_TERIMA,
        k.TandaTerima(
            **n.umum,
            kode_lacak=usulan.kode_lacak,
            inisial=format.inisial(usulan.nama),
            jenis=b.label_jenis(usulan.jenis, usulan.wilayah_kode),
            diterima=clock.setempat(usulan.dibuat, zona(usulan.wilayah_kode)).date(),
            petugas=oleh.nama,
        ),
    )
