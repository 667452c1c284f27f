-- Read by a single-user server: a statement ends at a semicolon that an empty line follows.
REVOKE ALL ON SCHEMA public FROM PUBLIC;

DO $schemas$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['omopcdm', 'webapi', 'results', 'scratch', 'fhir'] LOOP
        EXECUTE format('CREATE SCHEMA %I AUTHORIZATION phederation_admin', name);
        EXECUTE format('GRANT USAGE ON SCHEMA %I TO phederation', name);
        EXECUTE format(
            'ALTER DEFAULT PRIVILEGES FOR ROLE phederation_admin IN SCHEMA %I '
            'GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO phederation', name);
        EXECUTE format(
            'ALTER DEFAULT PRIVILEGES FOR ROLE phederation_admin IN SCHEMA %I '
            'GRANT SELECT, USAGE ON SEQUENCES TO phederation', name);
    END LOOP;
END
$schemas$;

-- The administrator owns the tables; the default privileges above let the other account read and write them.
SET ROLE phederation_admin;

-- @generated omop-ddl omopcdm

RESET ROLE;

-- The mark that the first start is complete; start-postgres looks for it.
ALTER SYSTEM SET cluster_name = 'phederation';
