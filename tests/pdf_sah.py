"""Which rules of the archive and of the reading copy does a PDF break?"""

import io

import page
import pikepdf

ARSIP, BACA = page.ValidationProfile.PDF_A_3B, page.ValidationProfile.PDF_UA_1


def pelanggaran(isi: bytes, profil: page.ValidationProfile = ARSIP) -> list[str]:
    """The rules that the validator finds broken, less two of its mistakes.

    It forbids compressed metadata, which only PDF/A-1 does. And it misreads the length of a stream that ends in a
    carriage return, as one of 256 does: there qpdf, which reads every stream by its length, is asked instead.
    """
    hasil = [f.rule_id for f in page.validate_pdf_bytes(isi, profile=profil).failures]
    if any("-STREAM-LENGTH-" in r for r in hasil):
        with pikepdf.open(io.BytesIO(isi)) as berkas:
            assert berkas.check_pdf_syntax() == []
    return [r for r in hasil if "-STREAM-LENGTH-" not in r and "-METADATA-FILTER-" not in r]
