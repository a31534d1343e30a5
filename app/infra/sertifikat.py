"""Who may sign in this regency? A certificate authority of its own, and the certificates that it gives out."""

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

# P-256: five times as fast to sign with as RSA of the same strength, and half the bytes in the paper.
KURVA = ec.SECP256R1()
UMUR_CA = dt.timedelta(days=3650)
UMUR_PEJABAT = dt.timedelta(days=730)
UMUR_DAFTAR_CABUT = dt.timedelta(days=365)
UMUR_SEBULAN = dt.timedelta(days=30)
# Clocks of two machines differ; a certificate that begins tomorrow signs nothing today.
KELONGGARAN = dt.timedelta(days=1)
SEKEJAP = dt.timedelta(seconds=1)


class Terbitan(NamedTuple):
    """A certificate as it is stored: `kunci` is PKCS#8 (of the authority) or PKCS#12 (of an official)."""

    pem: str
    seri: str
    kunci: bytes
    mulai: dt.datetime
    selesai: dt.datetime


def buat_ca(nama: str, daerah: str, saat: dt.datetime) -> Terbitan:
    """The regency's authority. Its key is returned in the clear: the caller seals it before it is stored."""
    kunci = ec.generate_private_key(KURVA)
    subjek = _nama(nama, daerah)
    awal = _pembangun(subjek, subjek, kunci.public_key(), kunci.public_key(), saat, UMUR_CA, ca=True)
    sertifikat = awal.sign(kunci, hashes.SHA256())
    pkcs8 = kunci.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return _terbitan(sertifikat, pkcs8)


def buat_pejabat(ca: Terbitan, nama: str, daerah: str, sandi: str, saat: dt.datetime, alamat_cabut: str) -> Terbitan:
    """A certificate of one person (or of a unit's seal); the key leaves this function only under the passphrase.

    `alamat_cabut` is where the list of revoked certificates is to be had: programs ask it only of those that name one.
    """
    kunci_ca, akar = _buka_ca(ca)
    kunci = ec.generate_private_key(KURVA)
    awal = _pembangun(
        _nama(nama, daerah), akar.subject, kunci.public_key(), kunci_ca.public_key(), saat, UMUR_PEJABAT, ca=False
    )
    tempat = x509.DistributionPoint([x509.UniformResourceIdentifier(alamat_cabut)], None, None, None)
    awal = awal.add_extension(x509.CRLDistributionPoints([tempat]), critical=False)
    sertifikat = awal.sign(kunci_ca, hashes.SHA256())
    p12 = pkcs12.serialize_key_and_certificates(
        nama.encode(), kunci, sertifikat, [akar], serialization.BestAvailableEncryption(sandi.encode())
    )
    return _terbitan(sertifikat, p12)


def daftar_cabut(ca: Terbitan, dicabut: Iterable[tuple[str, dt.datetime]], saat: dt.datetime) -> bytes:
    """The authority's list of revoked certificates (serial number in hexadecimal, since when), DER."""
    kunci, akar = _buka_ca(ca)
    awal = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(akar.subject)
        .last_update(saat - KELONGGARAN)
        .next_update(saat + UMUR_DAFTAR_CABUT)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(kunci.public_key()), critical=False)
        .add_extension(x509.CRLNumber(int(saat.timestamp())), critical=False)
    )
    for seri, sejak in dicabut:
        # Programs count a certificate as revoked only after that instant; who revokes means from now on.
        satu = x509.RevokedCertificateBuilder().serial_number(int(seri, 16)).revocation_date(sejak - SEKEJAP)
        awal = awal.add_revoked_certificate(satu.build())
    return awal.sign(kunci, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


def perlu_diperbarui(daftar: bytes, saat: dt.datetime) -> bool:
    """Whether a list of revoked certificates is older than a month: programs distrust one whose time is over."""
    selesai = x509.load_der_x509_crl(daftar).next_update_utc
    return selesai is None or selesai - saat < UMUR_DAFTAR_CABUT - UMUR_SEBULAN


def sandi_cocok(p12: bytes, sandi: str) -> bool:
    """Whether the passphrase opens the key."""
    try:
        pkcs12.load_key_and_certificates(p12, sandi.encode())
    except ValueError:
        return False
    return True


def _buka_ca(ca: Terbitan) -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    kunci = serialization.load_pem_private_key(ca.kunci, None)
    if not isinstance(kunci, ec.EllipticCurvePrivateKey):
        raise TypeError("the authority's key is not of this program's making")
    return kunci, x509.load_pem_x509_certificate(ca.pem.encode())


def _nama(nama: str, daerah: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "ID"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, daerah[:64]),
            x509.NameAttribute(NameOID.COMMON_NAME, nama[:64]),
        ]
    )


def _pembangun(
    subjek: x509.Name,
    penerbit: x509.Name,
    kunci: ec.EllipticCurvePublicKey,
    kunci_penerbit: ec.EllipticCurvePublicKey,
    saat: dt.datetime,
    umur: dt.timedelta,
    *,
    ca: bool,
) -> x509.CertificateBuilder:
    guna = x509.KeyUsage(
        digital_signature=not ca,
        content_commitment=not ca,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=ca,
        crl_sign=ca,
        encipher_only=False,
        decipher_only=False,
    )
    return (
        x509.CertificateBuilder()
        .subject_name(subjek)
        .issuer_name(penerbit)
        .public_key(kunci)
        .serial_number(x509.random_serial_number())
        .not_valid_before(saat - KELONGGARAN)
        .not_valid_after(saat + umur)
        .add_extension(x509.BasicConstraints(ca=ca, path_length=0 if ca else None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(kunci), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(kunci_penerbit), critical=False)
        .add_extension(guna, critical=True)
    )


def _terbitan(sertifikat: x509.Certificate, kunci: bytes) -> Terbitan:
    return Terbitan(
        sertifikat.public_bytes(serialization.Encoding.PEM).decode(),
        format(sertifikat.serial_number, "x"),
        kunci,
        sertifikat.not_valid_before_utc,
        sertifikat.not_valid_after_utc,
    )
