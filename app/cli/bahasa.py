"""In which language does the command line speak? Click's own words, said in Bahasa Indonesia."""

from click import core, decorators, exceptions, formatting, parser, termui, types

# Those that somebody at a terminal can meet; what only a programmer meets stays as it is.
KATA = {
    "Aborted!": "Dibatalkan.",
    "Argument {name!r} takes {nargs} values.": "Argumen {name!r} memerlukan {nargs} nilai.",
    "Choose from:\n\t{choices}": "Pilih salah satu:\n\t{choices}",
    "Commands": "Perintah",
    "Could not open file {filename!r}: {message}": "Berkas {filename!r} tidak dapat dibuka: {message}",
    "Did you mean {possibility}?": "Mungkin maksudnya {possibility}?",
    "(Did you mean one of: {possibilities}?)": "(Mungkin salah satu dari: {possibilities}?)",
    "Error: invalid input": "Gagal: isian tidak dapat dibaca. Ketik y atau n.",
    "Error: {message}": "Gagal: {message}",
    "Error: The two entered values do not match.": "Gagal: kedua isian tidak sama. Ketik ulang keduanya.",
    "Got unexpected extra argument ({args})": "Ada argumen berlebih ({args}). Hapus, atau beri tanda petik.",
    "Got unexpected extra arguments ({args})": "Ada argumen berlebih ({args}). Hapus, atau beri tanda petik.",
    "Invalid value for {param_hint}: {message}": "Isian {param_hint} belum benar: {message}",
    "Invalid value: {message}": "Isian belum benar: {message}",
    "Missing argument": "Belum ada argumen",
    "Missing command.": "Perintahnya belum disebut.",
    "Missing option": "Belum ada pilihan",
    "Missing parameter": "Belum ada isian",
    "Missing parameter: {param_name}": "Belum ada isian: {param_name}",
    "Missing {param_type}": "Belum ada {param_type}",
    "No such command {name!r}.": "Tidak ada perintah {name!r}.",
    "No such option {name!r}.": "Tidak ada pilihan {name!r}.",
    "Option {name!r} does not take a value.": "Pilihan {name!r} tidak memakai nilai.",
    "Option {name!r} requires an argument.": "Pilihan {name!r} memerlukan nilai.",
    "Option {name!r} requires {nargs} arguments.": "Pilihan {name!r} memerlukan {nargs} nilai.",
    "Options": "Pilihan",
    "Positional arguments": "Argumen",
    "Repeat for confirmation": "Ketik sekali lagi",
    "Show the version and exit.": "Tampilkan versi, lalu selesai.",
    "Show this message and exit.": "Tampilkan petunjuk ini, lalu selesai.",
    "Takes {nargs} values but 1 was given.": "Memerlukan {nargs} nilai, tetapi hanya 1 yang ada.",
    "Takes {nargs} values but {len} were given.": "Memerlukan {nargs} nilai, tetapi ada {len}.",
    "Try '{command} {option}' for help.": "Petunjuk: {command} {option}",
    "Usage:": "Cara pakai:",
    "default: {default}": "bawaan: {default}",
    "directory": "folder",
    "env var: {var}": "variabel lingkungan: {var}",
    "file": "berkas",
    "path": "alamat berkas",
    "required": "wajib",
    "unknown error": "sebabnya tidak diketahui",
    "{len_type} values are required, but {len_value} was given.": "Perlu {len_type} nilai, tetapi ada {len_value}.",
    "{len_type} values are required, but {len_value} were given.": "Perlu {len_type} nilai, tetapi ada {len_value}.",
    "{name} {filename!r} does not exist.": "{name} {filename!r} tidak ada.",
    "{name} {filename!r} is a directory.": "{name} {filename!r} adalah folder.",
    "{name} {filename!r} is a file.": "{name} {filename!r} adalah berkas.",
    "{name} {filename!r} is not executable.": "{name} {filename!r} tidak dapat dijalankan.",
    "{name} {filename!r} is not readable.": "{name} {filename!r} tidak dapat dibaca.",
    "{name} {filename!r} is not writable.": "{name} {filename!r} tidak dapat ditulisi.",
    "{value!r} does not match the format {format}.": "{value!r} tidak berbentuk {format}.",
    "{value!r} does not match the formats {formats}.": "{value!r} tidak berbentuk salah satu dari {formats}.",
    "{value!r} is not a valid boolean. Recognized values: {states}": "{value!r} bukan ya atau tidak. Pilihan: {states}",
    "{value!r} is not a valid {number_type}.": "{value!r} bukan bilangan.",
    "{value!r} is not one of {choices}.": "{value!r} bukan salah satu dari {choices}.",
    "{value!r} is not {choice}.": "{value!r} bukan {choice}.",
    "{value} is not in the range {range}.": "{value} di luar batas {range}.",
}
# Click asks gettext, which asks the locale of the machine; Sahih speaks one language on every machine.
BAGIAN = (core, decorators, exceptions, formatting, parser, termui, types)


def pasang() -> None:
    """Let click speak so in this process; safe to repeat."""
    for bagian in BAGIAN:
        for nama, ganti in (("_", _satu), ("ngettext", _jamak)):
            if hasattr(bagian, nama):
                setattr(bagian, nama, ganti)


def _satu(kata: str) -> str:
    return KATA.get(kata, kata)


def _jamak(satu: str, banyak: str, jumlah: int) -> str:
    return _satu(satu if jumlah == 1 else banyak)
