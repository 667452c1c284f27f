-- The FHIR server's tables. Each statement can be run again.
CREATE SCHEMA IF NOT EXISTS fhir;
CREATE SEQUENCE IF NOT EXISTS fhir.resource_key INCREMENT BY 100;
-- The resources as they are now. The body is without what every resource has in columns (type, id, version, time), so that it is written once.
CREATE TABLE IF NOT EXISTS fhir.resource (
  key bigint PRIMARY KEY,
  type text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  version integer NOT NULL,
  updated timestamptz NOT NULL,
  method text NOT NULL,
  deleted boolean NOT NULL,
  readonly boolean NOT NULL DEFAULT false,
  patients text[],
  meta jsonb,
  body jsonb,
  UNIQUE (type, id)
);
CREATE INDEX IF NOT EXISTS resource_updated ON fhir.resource (updated);
-- Their earlier versions.
CREATE TABLE IF NOT EXISTS fhir.history (
  key bigint NOT NULL,
  type text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  version integer NOT NULL,
  updated timestamptz NOT NULL,
  method text NOT NULL,
  deleted boolean NOT NULL,
  patients text[],
  meta jsonb,
  body jsonb,
  PRIMARY KEY (key, version)
);
CREATE INDEX IF NOT EXISTS history_updated ON fhir.history (updated);
-- What searches look for. param is the number of a search parameter of a type, part the place within a resource for composites.
CREATE TABLE IF NOT EXISTS fhir.token (
  key bigint NOT NULL, param integer NOT NULL, part integer NOT NULL, system text COLLATE "C", code text COLLATE "C" NOT NULL
);
CREATE INDEX IF NOT EXISTS token_code ON fhir.token (param, code, key);
CREATE INDEX IF NOT EXISTS token_key ON fhir.token (key);
CREATE TABLE IF NOT EXISTS fhir.string (
  key bigint NOT NULL, param integer NOT NULL, part integer NOT NULL, value text COLLATE "C" NOT NULL, exact text COLLATE "C" NOT NULL
);
CREATE INDEX IF NOT EXISTS string_value ON fhir.string (param, "left"(value, 64), key);
CREATE INDEX IF NOT EXISTS string_key ON fhir.string (key);
CREATE TABLE IF NOT EXISTS fhir.date (key bigint NOT NULL, param integer NOT NULL, part integer NOT NULL, low bigint NOT NULL, high bigint NOT NULL);
CREATE INDEX IF NOT EXISTS date_low ON fhir.date (param, low, key);
CREATE INDEX IF NOT EXISTS date_key ON fhir.date (key);
CREATE TABLE IF NOT EXISTS fhir.number (
  key bigint NOT NULL, param integer NOT NULL, part integer NOT NULL, low numeric, high numeric,
  system text COLLATE "C", code text COLLATE "C", unit text COLLATE "C"
);
CREATE INDEX IF NOT EXISTS number_low ON fhir.number (param, low, key);
CREATE INDEX IF NOT EXISTS number_key ON fhir.number (key);
CREATE TABLE IF NOT EXISTS fhir.reference (
  key bigint NOT NULL, param integer NOT NULL, part integer NOT NULL, target_type text COLLATE "C" NOT NULL, target_id text COLLATE "C" NOT NULL
);
CREATE INDEX IF NOT EXISTS reference_target ON fhir.reference (param, target_id, target_type, key);
CREATE INDEX IF NOT EXISTS reference_key ON fhir.reference (key);
-- Which rows of the data model are given as resources, and what they looked like.
CREATE TABLE IF NOT EXISTS fhir.cdm_row (
  kind integer NOT NULL, id bigint NOT NULL, resource_key bigint NOT NULL, version integer NOT NULL, hash bytea NOT NULL, PRIMARY KEY (kind, id)
);
-- How often the data model's tables had changed when they were last looked through.
CREATE TABLE IF NOT EXISTS fhir.cdm_state (kind integer PRIMARY KEY, changes text NOT NULL);
-- By which rules what searches look for was written, and up to which resource a pass that writes it by others (next_rules) has come.
CREATE TABLE IF NOT EXISTS fhir.index_state (
  one boolean PRIMARY KEY DEFAULT true CHECK (one), rules text NOT NULL, next_rules text, done_to bigint NOT NULL DEFAULT 0
);
