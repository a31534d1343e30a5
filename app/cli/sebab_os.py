"""Why did the operating system refuse a file? In words that whoever typed the command can act on."""

import errno

_SEBAB = {
    errno.ENOENT: "berkas atau foldernya tidak ada",
    errno.ENOTDIR: "salah satu bagian jalurnya bukan folder",
    errno.EISDIR: "yang disebut adalah folder, bukan berkas",
    errno.EACCES: "pengguna ini tidak berhak atasnya",
    errno.EPERM: "pengguna ini tidak berhak atasnya",
    errno.EROFS: "tempatnya hanya dapat dibaca",
    errno.ENOSPC: "ruang penyimpanan penuh",
    errno.ENAMETOOLONG: "namanya terlalu panjang",
}


def sebab_os(galat: OSError) -> str:
    """Its cause without a full stop; the system's own word where it has none here."""
    return _SEBAB.get(galat.errno or 0, galat.strerror or str(galat))
