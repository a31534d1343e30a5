"""Does the command line speak the language of those who type there, to the last word that click says itself?"""

import ast
import inspect
from string import Formatter

import pytest
from flask import Flask

from app.cli.bahasa import BAGIAN, KATA

# Said to who writes commands, never to who types them.
PEMROGRAM = (
    "deprecated", "DeprecationWarning", "Value must be an iterable", "Could not determine name", "No options defined",
    "Arguments take exactly", "(dynamic)", "defined twice", "cannot use the same flag", "Invalid start character",
    "%(prog)s", "Do you want to continue?", "without prompting", "Press any key", "Unknown color", "Choice({", "UUID",
)  # fmt: skip


def _medan(kalimat: str) -> set[str]:
    return {medan for _, medan, _, _ in Formatter().parse(kalimat) if medan}


def test_setiap_kata_click_yang_dapat_dibaca_orang_ada_bahasa_indonesianya() -> None:
    kata = {
        a.value
        for bagian in BAGIAN
        for n in ast.walk(ast.parse(inspect.getsource(bagian)))
        if isinstance(n, ast.Call) and isinstance(n.func, ast.Name) and n.func.id in ("_", "ngettext")
        for a in n.args[:2]
        if isinstance(a, ast.Constant) and isinstance(a.value, str)
    }
    assert {k for k in kata if not any(p in k for p in PEMROGRAM)} == KATA.keys() - {"required"}
    assert not {k for k, ganti in KATA.items() if not _medan(ganti) <= _medan(k)}


@pytest.mark.parametrize(
    ("perintah", "masukan", "kalimat"),
    [
        (["pengguna", "buat"], "", "Gagal: Belum ada pilihan '--admin'."),
        (["pengguna", "hapus"], "", "Gagal: Tidak ada perintah 'hapus'."),
        (["audit", "periksa", "semua"], "", "Gagal: Ada argumen berlebih (semua)."),
        (["audit", "jangkar", "--hari", "lima"], "", "Gagal: Isian '--hari' belum benar: 'lima' bukan bilangan."),
        (["registri", "impor", "tak-ada.xlsx", "--desa", "1"], "", "Berkas 'tak-ada.xlsx' tidak ada."),
        (["audit", "--help"], "", "Cara pakai: "),
        (["audit", "jangkar", "--help"], "", "[bawaan: 30]"),
        (["pengguna", "buat", "--admin", "a", "--wilayah", "33.28"], "satu\ndua\n", "Gagal: kedua isian tidak sama."),
        (["pengguna", "buat", "--admin", "a", "--wilayah", "33.28"], "", "Dibatalkan."),
    ],
)
def test_yang_salah_diketik_dijelaskan_dalam_bahasa_indonesia(
    app: Flask, perintah: list[str], masukan: str, kalimat: str
) -> None:
    keluaran = app.test_cli_runner().invoke(args=perintah, input=masukan).output
    assert kalimat in " ".join(keluaran.split())
    assert not {"Error", "Usage", "Options", "Missing", "Aborted"} & set(keluaran.replace(":", " ").split())
