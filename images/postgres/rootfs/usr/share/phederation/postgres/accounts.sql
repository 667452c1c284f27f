-- Read by a single-user server: a statement ends at a semicolon that an empty line follows.
CREATE ROLE phederation_admin LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION;

CREATE ROLE phederation LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION;

DO $passwords$
DECLARE
    account text;
    content bytea;
    secret text;
BEGIN
    FOREACH account IN ARRAY ARRAY['phederation', 'phederation_admin'] LOOP
        content := pg_read_binary_file('/run/secrets/' || account || '_password', 0, 1025);
        IF length(content) > 1024 THEN
            RAISE EXCEPTION 'the secret %_password is longer than 1024 bytes', account;
        END IF;
        -- Checked as bytes, for the message of a failed conversion would quote some of them.
        IF encode(content, 'hex') ~ '^(..)*(00|[89a-f].)' THEN
            RAISE EXCEPTION 'the secret %_password holds a NUL byte, or characters other than ASCII', account;
        END IF;
        secret := regexp_replace(convert_from(content, 'UTF8'), '\r?\n$', '');
        IF secret ~ '[^ -~]' THEN
            RAISE EXCEPTION 'the secret %_password holds more than one line, or control characters', account;
        END IF;
        IF length(secret) < 16 THEN
            RAISE EXCEPTION 'the secret %_password is shorter than 16 characters', account;
        END IF;
        EXECUTE format('ALTER ROLE %I PASSWORD %L', account, secret);
    END LOOP;
END
$passwords$;

CREATE DATABASE "OHDSI";

REVOKE ALL ON DATABASE "OHDSI", postgres, template1 FROM PUBLIC;

GRANT CONNECT, TEMPORARY ON DATABASE "OHDSI" TO phederation, phederation_admin;
