-- Run once by a superuser, connected to the portal's own database, before the first migration.
-- rellano_owner owns the tables and runs migrations; rellano, which web and workers use, reads and writes rows and
-- nothing else: it can neither drop a trigger that guards the ledger nor TRUNCATE what only grows.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'rellano_owner') THEN
        CREATE ROLE rellano_owner LOGIN;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'rellano') THEN
        CREATE ROLE rellano LOGIN;
    END IF;
END
$$;

ALTER SCHEMA public OWNER TO rellano_owner;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO rellano;
ALTER DEFAULT PRIVILEGES FOR ROLE rellano_owner IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO rellano;
ALTER DEFAULT PRIVILEGES FOR ROLE rellano_owner IN SCHEMA public
    GRANT USAGE, SELECT ON SEQUENCES TO rellano;
