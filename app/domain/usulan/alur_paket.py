"""What is the whole life of a packet? One table on one screen; everything else is derived from it."""

from app.domain.akses.aksi import Aksi as A
from app.domain.akses.peran import Peran as R
from app.domain.usulan import akibat as k
from app.domain.usulan import akibat_daftar as kd
from app.domain.usulan import akibat_musyawarah as km
from app.domain.usulan import akibat_nihil as kn
from app.domain.usulan import akibat_pejabat as kj
from app.domain.usulan import akibat_perubahan as ka
from app.domain.usulan import akibat_pisah as kp
from app.domain.usulan import akibat_segera as ks
from app.domain.usulan import segera as sifat
from app.domain.usulan import syarat as s
from app.domain.usulan import syarat_daftar as sd
from app.domain.usulan import syarat_jendela as sw
from app.domain.usulan import syarat_lampaui as sl
from app.domain.usulan import syarat_musyawarah as sm
from app.domain.usulan import syarat_nihil as sn
from app.domain.usulan import syarat_pejabat as sj
from app.domain.usulan import syarat_penanda as sb
from app.domain.usulan import syarat_penduduk as sq
from app.domain.usulan import syarat_pengganti as sg
from app.domain.usulan import syarat_pisah as sp
from app.domain.usulan import syarat_segera as ss
from app.domain.usulan import syarat_sptjm as st
from app.domain.usulan.models import Paket
from app.domain.usulan.status import LABEL_PAKET, TERBUKA, Dasar
from app.domain.usulan.status import StatusPaket as S
from app.infra.machine import Alur, Baris, f


def dari_musyawarah(paket: Paket) -> bool:
    return paket.dasar is Dasar.MUSYAWARAH


def bukan_musyawarah(paket: Paket) -> bool:
    return paket.dasar is not Dasar.MUSYAWARAH


def dikembalikan_kecamatan(paket: Paket) -> bool:
    return paket.dikembalikan_dari != S.DITERUSKAN


def dikembalikan_dinsos(paket: Paket) -> bool:
    return paket.dikembalikan_dari == S.DITERUSKAN


def biasa(paket: Paket) -> bool:
    return paket.dasar is not Dasar.NIHIL and sifat.biasa(paket)


def dapat_bermusyawarah(paket: Paket) -> bool:
    return sd.dari_desa(paket) and sifat.biasa(paket)


def nihil(paket: Paket) -> bool:
    return paket.dasar is Dasar.NIHIL


def induk_di_kecamatan(paket: Paket) -> bool:
    return paket.induk is not None and paket.induk.status is S.DIAJUKAN


def induk_di_dinsos(paket: Paket) -> bool:
    return paket.induk is not None and paket.induk.status is S.DITERUSKAN


DESA, KEC, DINSOS = R.KEPALA_DESA, R.OPERATOR_KECAMATAN, R.VERIFIKATOR_DINSOS

# fmt: off
ALUR_PAKET = Alur(
    "Paket",
    f(""),
    {st: label[0] for st, label in LABEL_PAKET.items()},
    (
        # aksi, from, to, URL noun, button, sentence, then guards, effects and who hears
        Baris(A.PAKET_BUAT, f(), S.DRAF, "pembuatan", "Buat paket", "membuat paket ini"),
        Baris(A.PAKET_BUAT, f(S.NIHIL), S.DRAF, "pembuatan", "Buka paket nihil", "membuka kembali paket nihil ini",
              (s.tidak_ada_paket_lain,), (kj.tutup_keberatan, kn.buka_nihil), kabari=(KEC,)),
        Baris(A.PAKET_SIAPKAN_MUSYAWARAH, f(S.DRAF), S.SIAP_MUSYAWARAH, "persiapan", "Siapkan musyawarah", "menyiapkan musyawarah dan mencetak undangan",
              (s.ada_usulan, s.semua_lengkap, s.rapat_terencana, sw.musyawarah_terjadwal, sb.undangan_bernama, sj.formulir_terunggah), (k.bekukan_lama, k.terbitkan_persiapan), kapan=dapat_bermusyawarah, nama_kapan="daftar desa, bukan segera"),
        Baris(A.PAKET_CATAT_MUSYAWARAH, f(S.SIAP_MUSYAWARAH), S.SIAP_DIAJUKAN, "hasil-musyawarah", "Catat hasil musyawarah", "mencatat hasil musyawarah",
              (s.rapat_tercatat, s.semua_diputus, sg.pasangan_seputusan, sm.forum_lengkap, sm.salinan_sesuai, sb.kepala_bernama, sj.formulir_terunggah), (k.putuskan_usulan, k.terbitkan_hasil_musyawarah), kabari=(DESA,)),
        Baris(A.PAKET_PAKAI_MUSYAWARAH, f(S.DRAF), S.SIAP_DIAJUKAN, "pemakaian-musyawarah", "Pakai musyawarah sebelumnya", "memakai hasil musyawarah sebelumnya",
              (s.ada_usulan, s.semua_lengkap, sm.semua_disepakati_dahulu, sj.formulir_terunggah), (k.bekukan_lama, km.sepakati_menurut_rapat, km.terbitkan_dari_musyawarah), kabari=(DESA,), kapan=dapat_bermusyawarah, nama_kapan="daftar desa, bukan segera"),
        Baris(A.PAKET_PAKAI_SPTJM, f(S.DRAF), S.SIAP_DIAJUKAN, "sptjm", "Pakai SPTJM", "memakai SPTJM karena tidak ada musyawarah",
              (s.ada_usulan, s.semua_lengkap, st.sptjm_boleh, sb.kepala_bernama, sj.formulir_terunggah), (k.bekukan_lama, k.sepakati_semua, k.terbitkan_sptjm), alasan=True, kabari=(DESA,), kapan=sd.dari_desa, nama_kapan="daftar desa"),
        Baris(A.PAKET_PAKAI_NIHIL, f(S.DRAF), S.SIAP_DIAJUKAN, "nihil", "Nyatakan nihil", "menyatakan tidak ada usulan",
              (sn.tanpa_usulan, sn.tanpa_pengajuan_lain, sj.formulir_terunggah), (kn.terbitkan_pernyataan,), kabari=(DESA,), kapan=dapat_bermusyawarah, nama_kapan="daftar desa, bukan segera"),
        Baris(A.PAKET_BUKA, f(S.SIAP_MUSYAWARAH), S.DRAF, "pembukaan", "Buka kembali daftar", "membuka kembali daftar usulan",
              (), (k.batalkan_persiapan,), alasan=True),
        Baris(A.PAKET_BUKA, f(S.SIAP_DIAJUKAN), S.SIAP_MUSYAWARAH, "pembukaan", "Koreksi hasil musyawarah", "membuka kembali hasil musyawarah",
              (), (kj.cabut_izin, k.batalkan_hasil), alasan=True, kapan=dari_musyawarah, nama_kapan="dasar musyawarah"),
        Baris(A.PAKET_BUKA, f(S.SIAP_DIAJUKAN), S.DRAF, "pembukaan", "Buka kembali daftar", "membuka kembali daftar usulan",
              (), (kj.cabut_izin, k.batalkan_hasil), alasan=True, kapan=bukan_musyawarah, nama_kapan="dasar lain"),
        Baris(A.PAKET_BUKA_VERVAL, f(S.TERVERIFIKASI), S.DITERUSKAN, "pembukaan-verval", "Buka kembali verval", "membuka kembali hasil verifikasi",
              (), (k.catat_pindah,), alasan=True, kabari=(DINSOS,)),
        Baris(A.PAKET_AJUKAN, f(S.SIAP_DIAJUKAN), S.DIAJUKAN, "pengajuan", "Ajukan ke kecamatan", "mengajukan paket ke kecamatan",
              (s.ada_yang_hidup, s.gerbang_desa, s.foto_lengkap, s.lampiran_lengkap, s.identitas_bersih, sq.warga_masih_ada, sw.jendela_terbuka), (ka.terapkan, k.catat_pengajuan), kapan=biasa, nama_kapan="biasa", gerbang="surat_pengantar", kabari=(KEC,)),
        Baris(A.PAKET_AJUKAN, f(S.SIAP_DIAJUKAN), S.DITERUSKAN, "pengajuan", "Ajukan segera ke Dinas Sosial", "mengajukan paket segera langsung ke Dinas Sosial",
              (s.ada_yang_hidup, ss.segera_beralasan, ss.segera_berbukti, ss.segera_dalam_batas, s.gerbang_desa, s.lampiran_lengkap, s.identitas_bersih, sq.warga_masih_ada), (ka.terapkan, k.catat_pengajuan, ks.kabarkan), kapan=sifat.segera, nama_kapan="segera", gerbang="surat_pengantar"),
        Baris(A.PAKET_AJUKAN, f(S.SIAP_DIAJUKAN), S.NIHIL, "pengajuan", "Ajukan pernyataan nihil", "mengajukan pernyataan nihil",
              (sn.tanpa_usulan, s.gerbang_desa, sw.jendela_terbuka), (kn.catat_nihil,), kapan=nihil, nama_kapan="nihil", gerbang="pernyataan_nihil", kabari=(KEC,)),
        Baris(A.PAKET_TARIK_KEMBALI, f(S.DIAJUKAN), S.SIAP_DIAJUKAN, "penarikan", "Tarik kembali", "menarik kembali paket dari kecamatan",
              (s.pengajuan_pertama, sp.belum_dipisah, s.tidak_ada_paket_lain), (kj.tutup_keberatan, kj.cabut_izin, k.catat_pindah), alasan=True, kabari=(DESA, KEC)),
        Baris(A.PAKET_TERUSKAN, f(S.DIAJUKAN), S.DITERUSKAN, "penerusan", "Teruskan ke Dinas Sosial", "meneruskan paket ke Dinas Sosial",
              (s.telaah_lengkap,), (k.catat_pindah,), lewat="bundel", gerbang="ba_telaah", kabari=(R.OPERATOR_DESA, DINSOS)),
        Baris(A.PAKET_LAMPAUI_KECAMATAN, f(S.DIAJUKAN), S.DITERUSKAN, "pelampauan", "Lampaui kecamatan", "melampaui telaah kecamatan",
              (sl.telaah_terlampaui,), (k.catat_lampauan,), alasan=True, kabari=(KEC, R.CAMAT, R.OPERATOR_DESA, DINSOS)),
        Baris(A.PAKET_KEMBALIKAN, f(S.DIAJUKAN, S.DITERUSKAN), S.DIKEMBALIKAN, "pengembalian", "Kembalikan ke desa", "mengembalikan paket ke desa",
              (sd.bukan_daftar_kabupaten, s.ada_tanda), (kj.tutup_keberatan, kj.cabut_izin, k.tandai), kabari=(R.OPERATOR_DESA, DESA)),
        Baris(A.PAKET_PISAHKAN, f(), S.DIAJUKAN, "pemisahan", "Pisahkan sebagian", "menerima usulan yang dipisahkan dari paket induknya",
              (), (kp.warisi,), kapan=induk_di_kecamatan, nama_kapan="induk di kecamatan"),
        Baris(A.PAKET_PISAHKAN, f(), S.DITERUSKAN, "pemisahan", "Pisahkan sebagian", "menerima usulan yang dipisahkan dari paket induknya",
              (), (kp.warisi,), kapan=induk_di_dinsos, nama_kapan="induk di Dinsos"),
        Baris(A.PAKET_PISAHKAN, f(S.DIAJUKAN, S.DITERUSKAN), None, "pemisahan", "Pisahkan sebagian", "memisahkan sebagian usulan ke paket tersendiri",
              (sp.pilihan_dapat_dipisah, s.bebas_berkas_bersama), (), alasan=True, kabari=(R.OPERATOR_DESA,)),
        Baris(A.PAKET_AJUKAN_ULANG, f(S.DIKEMBALIKAN), S.DIAJUKAN, "pengajuan-ulang", "Ajukan ulang ke kecamatan", "mengajukan ulang paket ke kecamatan",
              (s.semua_tanda_dijawab, s.ada_yang_hidup, s.gerbang_desa, s.foto_lengkap, s.lampiran_lengkap, s.identitas_bersih, sq.warga_masih_ada), (ka.terapkan, k.catat_pengajuan), kapan=dikembalikan_kecamatan, nama_kapan="dikembalikan kecamatan", gerbang="lembar_perubahan", kabari=(KEC,)),
        Baris(A.PAKET_AJUKAN_ULANG, f(S.DIKEMBALIKAN), S.DITERUSKAN, "pengajuan-ulang", "Ajukan ulang ke Dinas Sosial", "mengajukan ulang paket ke Dinas Sosial",
              (s.semua_tanda_dijawab, s.ada_yang_hidup, ss.segera_berbukti, s.gerbang_desa, s.foto_lengkap, s.lampiran_lengkap, s.identitas_bersih, sq.warga_masih_ada), (ka.terapkan, k.catat_pengajuan), kapan=dikembalikan_dinsos, nama_kapan="dikembalikan Dinsos", gerbang="lembar_perubahan", kabari=(DINSOS,)),
        Baris(A.PAKET_SUSUN_ULANG, f(S.DIKEMBALIKAN), S.DRAF, "penyusunan-ulang", "Susun ulang daftar", "menyusun ulang daftar usulan",
              (s.tidak_ada_paket_lain,), (kj.cabut_izin, k.susun_ulang), alasan=True, kabari=(DESA,)),
        Baris(A.PAKET_SETUJUI_VERVAL, f(S.DITERUSKAN), S.TERVERIFIKASI, "persetujuan-verval", "Setujui verval", "menyetujui hasil verifikasi dan validasi",
              (s.verval_lengkap,), (k.catat_pindah,), lewat="bundel", gerbang="ba_verval", kabari=(R.OPERATOR_DESA, DESA)),
        Baris(A.PAKET_SAHKAN, f(S.TERVERIFIKASI), S.DISAHKAN, "pengesahan", "Sahkan", "mengesahkan paket",
              (s.ada_yang_layak,), (k.terapkan_ke_registri, k.catat_pindah), lewat="bundel", gerbang="surat_pengesahan", kabari=(R.OPERATOR_DESA, DESA, DINSOS)),
        Baris(A.PAKET_CATAT_HASIL, f(S.DISAHKAN), S.SELESAI, "hasil", "Tutup dengan hasil pusat", "mencatat hasil pusat dan menutup paket",
              (s.semua_ada_jawaban_pusat, sj.keberatan_dijawab), (k.tutup_usulan,), kabari=(R.OPERATOR_DESA, DESA)),
        Baris(A.PAKET_TUTUP, TERBUKA, S.SELESAI, "penutupan", "Tutup paket", "menutup paket karena tidak ada usulan yang masih berjalan",
              (s.tidak_ada_yang_hidup, sj.keberatan_dijawab), (k.tutup_usulan,), kabari=(R.OPERATOR_DESA, DESA)),
        # a list of the regency's own: drafted at Dinas Sosial, answered by the village, verified by somebody else
        Baris(A.PAKET_BUAT_DAFTAR, f(), S.DRAF, "pembuatan-daftar", "Buat paket daftar kabupaten", "membuat paket dari daftar kabupaten"),
        Baris(A.PAKET_MINTA_TANGGAPAN, f(S.DRAF), S.MENUNGGU_TANGGAPAN, "permintaan-tanggapan", "Minta tanggapan desa", "meminta tanggapan desa",
              (sd.ada_sumber, s.ada_usulan, s.semua_lengkap), (k.bekukan_lama, kd.tanyakan, kd.terbitkan_nota), kapan=sd.dari_daftar, nama_kapan="daftar kabupaten", kabari=(R.OPERATOR_DESA, DESA)),
        Baris(A.PAKET_TANGGAPI, f(S.MENUNGGU_TANGGAPAN), None, "tanggapan", "Tanggapi daftar", "menanggapi daftar kabupaten",
              (sd.dapat_ditanggapi,), (kd.catat_tanggapan,), kabari=(DINSOS,)),
        Baris(A.PAKET_LANJUTKAN, f(S.MENUNGGU_TANGGAPAN), S.DITERUSKAN, "kelanjutan", "Lanjutkan ke verifikasi", "melanjutkan ke verifikasi",
              (sd.nota_ditandatangani, sd.tanggapan_lengkap), (kd.lanjutkan,), kabari=(R.OPERATOR_DESA, DESA, DINSOS)),
        Baris(A.PAKET_BATALKAN, f(S.DRAF, S.SIAP_MUSYAWARAH, S.SIAP_DIAJUKAN, S.DIKEMBALIKAN), S.DIBATALKAN, "pembatalan", "Batalkan paket", "membatalkan paket",
              (), (k.hentikan_semua,), alasan=True, kabari=(DESA,)),
        Baris(A.PAKET_HENTIKAN, f(S.DIAJUKAN, S.DITERUSKAN, S.TERVERIFIKASI, S.MENUNGGU_TANGGAPAN), S.DIBATALKAN, "penghentian", "Hentikan paket", "menghentikan paket",
              (), (kj.tutup_keberatan, k.hentikan_semua), alasan=True, kabari=(R.OPERATOR_DESA, DESA, KEC)),
        Baris(A.PAKET_IZINKAN_SATU_TANGAN, f(S.SIAP_DIAJUKAN, S.DIKEMBALIKAN, S.DIAJUKAN), None, "izin-satu-tangan", "Izinkan satu tangan", "mengizinkan satu orang mengambil dua langkah",
              (sj.pemegang_dua_jabatan,), (kj.beri_izin,), alasan=True, kabari=(R.OPERATOR_DESA, DESA)),
        # beside a decision that was recorded for its official: the official's objection, and the answer of the next gate
        Baris(A.PAKET_KEBERATAN, f(S.DIAJUKAN, S.DITERUSKAN, S.TERVERIFIKASI, S.DISAHKAN, S.NIHIL), None, "keberatan", "Nyatakan keberatan", "menyatakan keberatan pejabat atas keputusan yang dicatat",
              (sj.dapat_berkeberatan,), (kj.catat_keberatan,), alasan=True, kabari=(R.OPERATOR_DESA, KEC, R.CAMAT, DINSOS)),
        Baris(A.PAKET_JAWAB_KEBERATAN, f(S.DIAJUKAN, S.DITERUSKAN, S.TERVERIFIKASI, S.DISAHKAN), None, "jawaban-keberatan", "Jawab keberatan", "menjawab keberatan pejabat",
              (sj.ada_keberatan,), (kj.jawab_keberatan,), alasan=True, kabari=(R.OPERATOR_DESA, DESA)),
        Baris(A.PAKET_JAWAB_KEBERATAN_NIHIL, f(S.NIHIL), None, "jawaban-keberatan-nihil", "Jawab keberatan", "menjawab keberatan pejabat atas pernyataan nihil",
              (sj.ada_keberatan,), (kj.jawab_keberatan,), alasan=True, kabari=(R.OPERATOR_DESA, DESA)),
        # steps that stay: what is filled in while a level holds the packet
        Baris(A.PAKET_TELAAH, f(S.DIAJUKAN), None, "telaah", "Isi daftar periksa", "mengisi daftar periksa kecamatan",
              (s.bebas_berkas_bersama, sj.keberatan_dijawab), (k.simpan_telaah,)),
        Baris(A.PAKET_BEBASKAN_PADANAN, f(S.DITERUSKAN), None, "pembebasan-padanan", "Bebaskan dari pemadanan", "membebaskan paket dari hasil pemadanan",
              (), (k.bebaskan_padanan,), alasan=True),
    ),
)
# fmt: on
