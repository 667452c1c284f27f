-- Read by a single-user server: a statement ends at a semicolon that an empty line follows.
CREATE ROLE notary_server LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION;

CREATE ROLE notary_signer LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION;

DO $passwords$
DECLARE
    account text;
    secret text;
BEGIN
    FOREACH account IN ARRAY ARRAY['notary_server', 'notary_signer'] LOOP
        -- Judged as bytes, for the message of a failed conversion would quote some of them: printable ASCII and the end of its line.
        secret := encode(pg_read_binary_file('/run/secrets/' || account || '_password', 0, 1027), 'hex');
        IF length(secret) > 2 * 1026 OR secret !~ '^(2[0-9a-f]|[3-6][0-9a-f]|7[0-9a-e]){16,}(0d)?(0a)?$' THEN
            RAISE EXCEPTION 'the secret %_password must be one line of 16 to 1024 printable ASCII characters', account;
        END IF;
        secret := rtrim(convert_from(decode(secret, 'hex'), 'UTF8'), E'\r\n');
        EXECUTE format('ALTER ROLE %I PASSWORD %L', account, secret);
    END LOOP;
END
$passwords$;

CREATE DATABASE notary_server OWNER notary_server;

CREATE DATABASE notary_signer OWNER notary_signer;

REVOKE ALL ON DATABASE notary_server, notary_signer, postgres, template1 FROM PUBLIC;
