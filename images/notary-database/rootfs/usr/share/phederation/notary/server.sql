-- Metadata files, and the feed of changes with the two kinds of change: the columns that notary-server 0.7's storage layer names.
SET ROLE notary_server;

CREATE TABLE tuf_files (
    id bigserial PRIMARY KEY,
    created_at timestamptz,
    updated_at timestamptz,
    deleted_at timestamptz,
    gun varchar(255) NOT NULL,
    role varchar(255) NOT NULL,
    version integer NOT NULL,
    sha256 varchar(64),
    data bytea NOT NULL,
    UNIQUE (gun, role, version)
);

CREATE INDEX tuf_files_by_hash ON tuf_files (sha256);

CREATE TABLE change_category (category varchar(20) PRIMARY KEY);

INSERT INTO change_category VALUES ('update'), ('deletion');

CREATE TABLE changefeed (
    id bigserial PRIMARY KEY,
    created_at timestamptz DEFAULT now(),
    gun varchar(255) NOT NULL,
    version integer NOT NULL,
    sha256 varchar(64),
    category varchar(20) NOT NULL DEFAULT 'update' REFERENCES change_category
);

CREATE INDEX changefeed_by_gun ON changefeed (gun);
