"""Do the parts that are drawn once stay as safe as those drawn each time?"""

from flask import Flask
from markupsafe import Markup

from app.web.komponen import status_tag


def test_tag_yang_pernah_digambar_tidak_meloloskan_teks_yang_sama_dari_orang(app: Flask) -> None:
    kami, orang = Markup("<b>Uji</b>"), "<b>Uji</b>"
    assert kami == orang
    assert "<b>Uji</b>" in status_tag(kami, "hijau")
    assert "&lt;b&gt;Uji&lt;/b&gt;" in status_tag(orang, "hijau")
