"""How does the database itself keep the audit append-only? Triggers on both engines; migrations install them."""

PESAN = "audit hanya dapat ditambah"
FUNGSI = "EXECUTE FUNCTION audit_tolak()"

PASANG = {
    "sqlite": (
        f"CREATE TRIGGER audit_tolak_ubah BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, '{PESAN}'); END",
        f"CREATE TRIGGER audit_tolak_hapus BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, '{PESAN}'); END",
    ),
    "postgresql": (
        f"CREATE FUNCTION audit_tolak() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{PESAN}'; END $$",
        f"CREATE TRIGGER audit_tolak_ubah BEFORE UPDATE OR DELETE ON audit FOR EACH ROW {FUNGSI}",
        f"CREATE TRIGGER audit_tolak_kosongkan BEFORE TRUNCATE ON audit FOR EACH STATEMENT {FUNGSI}",
    ),
}
LEPAS = {
    "sqlite": ("DROP TRIGGER audit_tolak_ubah", "DROP TRIGGER audit_tolak_hapus"),
    "postgresql": (
        "DROP TRIGGER audit_tolak_ubah ON audit",
        "DROP TRIGGER audit_tolak_kosongkan ON audit",
        "DROP FUNCTION audit_tolak()",
    ),
}
