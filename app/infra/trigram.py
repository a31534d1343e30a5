"""How is a part of a name found among millions? By trigrams, where PostgreSQL has them; elsewhere search is bounded."""

INDEKS = "ix_warga_nama_cari_trigram"

# An extension that is missing or that we may not create is no reason to stop an installation: the search works without.
_PASANG_PG = f"""
DO $$ BEGIN
    CREATE EXTENSION IF NOT EXISTS pg_trgm;
    CREATE INDEX {INDEKS} ON warga USING gin (nama_cari gin_trgm_ops);
EXCEPTION WHEN undefined_file OR insufficient_privilege OR feature_not_supported OR undefined_object THEN
    RAISE NOTICE 'pg_trgm is not available: names are searched without an index';
END $$
"""

PASANG: dict[str, tuple[str, ...]] = {"sqlite": (), "postgresql": (_PASANG_PG,)}
LEPAS: dict[str, tuple[str, ...]] = {"sqlite": (), "postgresql": (f"DROP INDEX IF EXISTS {INDEKS}",)}
