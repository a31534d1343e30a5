"""Do the addresses for monitoring answer without a login?"""


def test_sehat_dan_siap_menjawab_tanpa_masuk(klien):
    assert klien.get("/sehat").json == {"status": "sehat"}
    assert klien.get("/siap").json == {"status": "siap"}
