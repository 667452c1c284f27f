-- The security tables as WebAPI 2.x names them. IF NOT EXISTS: a database that WebAPI itself has set up has them already.
CREATE SEQUENCE IF NOT EXISTS webapi.sec_user_sequence START WITH 1000;
CREATE SEQUENCE IF NOT EXISTS webapi.sec_role_sequence START WITH 1000;
CREATE SEQUENCE IF NOT EXISTS webapi.sec_permission_id_seq START WITH 1000;
CREATE SEQUENCE IF NOT EXISTS webapi.sec_user_role_sequence START WITH 1000;
CREATE SEQUENCE IF NOT EXISTS webapi.sec_role_permission_sequence START WITH 1000;

CREATE TABLE IF NOT EXISTS webapi.sec_user (
    id integer NOT NULL DEFAULT nextval('webapi.sec_user_sequence') CONSTRAINT pk_sec_user PRIMARY KEY,
    login character varying(1024),
    name character varying(100),
    last_viewed_notifications_time timestamp with time zone,
    origin character varying(32) NOT NULL DEFAULT 'SYSTEM'
);

CREATE TABLE IF NOT EXISTS webapi.sec_role (
    id integer NOT NULL DEFAULT nextval('webapi.sec_role_sequence') CONSTRAINT pk_sec_role PRIMARY KEY,
    name character varying(255),
    system_role boolean NOT NULL DEFAULT false
);

CREATE TABLE IF NOT EXISTS webapi.sec_permission (
    id integer NOT NULL DEFAULT nextval('webapi.sec_permission_id_seq') CONSTRAINT pk_sec_permission PRIMARY KEY,
    value character varying(255) NOT NULL,
    description character varying(255)
);

CREATE TABLE IF NOT EXISTS webapi.sec_user_role (
    id integer NOT NULL DEFAULT nextval('webapi.sec_user_role_sequence') CONSTRAINT pk_sec_user_role PRIMARY KEY,
    user_id integer NOT NULL CONSTRAINT fk_user_role_to_user REFERENCES webapi.sec_user (id) ON DELETE CASCADE,
    role_id integer NOT NULL CONSTRAINT fk_user_role_to_role REFERENCES webapi.sec_role (id) ON DELETE CASCADE,
    status character varying(255),
    origin character varying(32) NOT NULL DEFAULT 'SYSTEM'
);

CREATE TABLE IF NOT EXISTS webapi.sec_role_permission (
    id integer NOT NULL DEFAULT nextval('webapi.sec_role_permission_sequence') CONSTRAINT pk_sec_role_permission PRIMARY KEY,
    role_id integer NOT NULL CONSTRAINT fk_role_permission_to_role REFERENCES webapi.sec_role (id) ON DELETE CASCADE,
    permission_id integer NOT NULL CONSTRAINT fk_role_permission_to_permission REFERENCES webapi.sec_permission (id) ON DELETE CASCADE,
    status character varying(255)
);

-- A login means one account, however it is typed.
CREATE UNIQUE INDEX IF NOT EXISTS account_sec_user_login ON webapi.sec_user (lower(login));
CREATE UNIQUE INDEX IF NOT EXISTS account_sec_role_name ON webapi.sec_role (lower(name), system_role);
CREATE UNIQUE INDEX IF NOT EXISTS account_sec_permission_value ON webapi.sec_permission (value);
CREATE UNIQUE INDEX IF NOT EXISTS account_sec_user_role_pair ON webapi.sec_user_role (user_id, role_id);
CREATE UNIQUE INDEX IF NOT EXISTS account_sec_role_permission_pair ON webapi.sec_role_permission (role_id, permission_id);
CREATE INDEX IF NOT EXISTS account_sec_user_role_role ON webapi.sec_user_role (role_id);
CREATE INDEX IF NOT EXISTS account_sec_role_permission_permission ON webapi.sec_role_permission (permission_id);

-- The numbers that WebAPI gives its own roles.
INSERT INTO webapi.sec_role (id, name, system_role)
SELECT wanted.id, wanted.name, true
FROM (VALUES (1, 'public'), (2, 'admin'), (10, 'Atlas users')) AS wanted (id, name)
WHERE NOT EXISTS (SELECT FROM webapi.sec_role WHERE sec_role.id = wanted.id OR lower(sec_role.name) = lower(wanted.name));
