"""How is an archive filled so that its manifest is right and the same content gives the same bytes?"""

import hashlib
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from app.infra.galat import GalatIsian

_SAAT = (1980, 1, 1, 0, 0, 0)  # the earliest that a ZIP can say: no clock enters the bytes


@dataclass(slots=True)
class Penulis:
    """An archive being filled. Nothing in it is packed: papers are packed already, and another zlib would give other
    bytes. `berkas` is what its manifest will say; `batas_byte` ends it with the sentence `terlalu_besar`."""

    arsip: zipfile.ZipFile
    batas_byte: int
    terlalu_besar: str
    berkas: list[dict[str, Any]] = field(default_factory=list)
    ukuran: int = 0

    def tambah(self, nama: str, isi: bytes | Iterable[bytes], **keterangan: Any) -> str:
        """Put a file in and note its hash, with what else is known of it; returns the hash. Raises GalatIsian."""
        if any(b["nama"] == nama for b in self.berkas[-1:]):
            raise ValueError(f"{nama} twice")
        sidik, ukuran = hashlib.sha256(), 0
        with self.arsip.open(_entri(nama), "w", force_zip64=not isinstance(isi, bytes)) as tujuan:
            for potong in (isi,) if isinstance(isi, bytes) else isi:
                ukuran += len(potong)
                if self.ukuran + ukuran > self.batas_byte:
                    raise GalatIsian(self.terlalu_besar)
                sidik.update(potong)
                tujuan.write(potong)
        self.ukuran += ukuran
        self.berkas.append({"nama": nama, "sha256": sidik.hexdigest(), "ukuran": ukuran, **keterangan})
        return sidik.hexdigest()

    def tutup(self, nama: str, isi: bytes) -> None:
        """The manifest itself: it can not name its own hash."""
        self.arsip.writestr(_entri(nama), isi)


def _entri(nama: str) -> zipfile.ZipInfo:
    entri = zipfile.ZipInfo(nama, _SAAT)
    entri.create_system = 3  # else the platform's
    entri.external_attr = 0o644 << 16
    return entri
