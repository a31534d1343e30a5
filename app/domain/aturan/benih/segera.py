"""For what may a village go past the meeting and the month's window, and what proves it?"""

from app.domain.aturan.benih.baris import Benih, tabel

# fmt: off
# jenis: kinds such a packet may hold, none named: all; bukti: all of them, of every family unless one is enough for all.
ALASAN_SEGERA = tabel("alasan_segera", ("label", "petunjuk", "jenis", "bukti", "bukti_sekali"), {
    "layanan_kesehatan": ("Warga perlu layanan kesehatan segera", "Kepesertaan PBI nonaktif atau belum ada, sedangkan warga harus dirawat. Perlu surat fasilitas kesehatan.",
                          ["reaktivasi_pbi", "bansos_pbi"], ["SURAT_FASKES"], False),
    "bencana":           ("Korban bencana", "Keluarga kehilangan rumah atau penghidupan karena bencana. Perlu surat dari BPBD atau instansi penanggulangan bencana.",
                          ["tambah", "bansos_bpnt", "bansos_pbi", "reaktivasi_pbi"], ["SURAT_BENCANA"], True),
    "kedaruratan":       ("Kedaruratan sosial lain", "Misalnya anak telantar atau korban kekerasan yang harus segera ditolong. Perlu surat keterangan desa/kelurahan.",
                          ["tambah", "atensi_yapi", "bansos_bpnt", "bansos_pbi"], ["SURAT_KETERANGAN"], False),
})
# fmt: on

BARIS: list[Benih] = [*ALASAN_SEGERA]
