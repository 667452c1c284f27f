-- What WebAPI's tables have no place for.
CREATE TABLE webapi.account_user (
    user_id integer NOT NULL PRIMARY KEY REFERENCES webapi.sec_user (id) ON DELETE CASCADE,
    -- Null: signs in at the directory, or not at all.
    password_hash text,
    must_change boolean NOT NULL DEFAULT false,
    is_disabled boolean NOT NULL DEFAULT false,
    failures integer NOT NULL DEFAULT 0,
    locked_until timestamp with time zone,
    last_sign_in timestamp with time zone,
    -- Counted up by each change of the account or its roles.
    version integer NOT NULL DEFAULT 1,
    created timestamp with time zone NOT NULL DEFAULT now()
);

CREATE TABLE webapi.account_role (
    role_id integer NOT NULL PRIMARY KEY REFERENCES webapi.sec_role (id) ON DELETE CASCADE,
    version integer NOT NULL DEFAULT 1
);

-- Only the hash of a session's token: who reads the table can't take over a session.
CREATE TABLE webapi.account_session (
    token_hash bytea NOT NULL PRIMARY KEY,
    user_id integer NOT NULL REFERENCES webapi.sec_user (id) ON DELETE CASCADE,
    started timestamp with time zone NOT NULL,
    last_seen timestamp with time zone NOT NULL
);
CREATE INDEX account_session_user ON webapi.account_session (user_id);

CREATE TABLE webapi.account_audit (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamp with time zone NOT NULL,
    actor text NOT NULL,
    action text NOT NULL,
    subject text NOT NULL,
    detail text NOT NULL DEFAULT '',
    request text NOT NULL DEFAULT ''
);
CREATE INDEX account_audit_at ON webapi.account_audit (at);
CREATE INDEX account_audit_subject ON webapi.account_audit (subject);

-- Whoever takes over a service can add to the trail, and not change what is in it.
DO $rights$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'phederation') THEN
        REVOKE UPDATE, DELETE, TRUNCATE ON webapi.account_audit FROM phederation;
    END IF;
END
$rights$;
