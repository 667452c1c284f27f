-- What WebAPI keeps of its own, under the names that it has in OHDSI/WebAPI. A database that such a WebAPI made is taken over as it is.
CREATE SEQUENCE IF NOT EXISTS webapi.source_sequence;
CREATE TABLE IF NOT EXISTS webapi.source (
    source_id integer PRIMARY KEY,
    source_name varchar(255) NOT NULL,
    source_key varchar(50) NOT NULL,
    source_connection varchar(8000) NOT NULL,
    source_dialect varchar(255) NOT NULL
);
ALTER TABLE webapi.source ADD COLUMN IF NOT EXISTS deleted_date timestamp(3);
CREATE UNIQUE INDEX IF NOT EXISTS source_key_once ON webapi.source (source_key) WHERE deleted_date IS NULL;

CREATE SEQUENCE IF NOT EXISTS webapi.source_daimon_sequence;
CREATE TABLE IF NOT EXISTS webapi.source_daimon (
    source_daimon_id integer PRIMARY KEY,
    source_id integer NOT NULL REFERENCES webapi.source (source_id),
    daimon_type integer NOT NULL,
    table_qualifier varchar(255) NOT NULL,
    priority integer NOT NULL
);

CREATE SEQUENCE IF NOT EXISTS webapi.concept_set_sequence;
CREATE TABLE IF NOT EXISTS webapi.concept_set (
    concept_set_id integer PRIMARY KEY DEFAULT nextval('webapi.concept_set_sequence'),
    concept_set_name varchar(255) NOT NULL
);
ALTER TABLE webapi.concept_set
    ADD COLUMN IF NOT EXISTS description varchar,
    ADD COLUMN IF NOT EXISTS created_by_id integer,
    ADD COLUMN IF NOT EXISTS created_date timestamp(3),
    ADD COLUMN IF NOT EXISTS modified_by_id integer,
    ADD COLUMN IF NOT EXISTS modified_date timestamp(3);
CREATE UNIQUE INDEX IF NOT EXISTS concept_set_name_once ON webapi.concept_set (concept_set_name);

CREATE SEQUENCE IF NOT EXISTS webapi.concept_set_item_sequence;
CREATE TABLE IF NOT EXISTS webapi.concept_set_item (
    concept_set_item_id integer PRIMARY KEY DEFAULT nextval('webapi.concept_set_item_sequence'),
    concept_set_id integer NOT NULL,
    concept_id integer NOT NULL,
    is_excluded integer NOT NULL,
    include_descendants integer NOT NULL,
    include_mapped integer NOT NULL
);
CREATE INDEX IF NOT EXISTS concept_set_item_of ON webapi.concept_set_item (concept_set_id);

CREATE SEQUENCE IF NOT EXISTS webapi.cohort_definition_sequence;
CREATE TABLE IF NOT EXISTS webapi.cohort_definition (
    id integer PRIMARY KEY DEFAULT nextval('webapi.cohort_definition_sequence'),
    name varchar(255) NOT NULL,
    description varchar,
    expression_type varchar(50),
    created_by_id integer,
    created_date timestamp(3),
    modified_by_id integer,
    modified_date timestamp(3)
);
CREATE UNIQUE INDEX IF NOT EXISTS cohort_definition_name_once ON webapi.cohort_definition (name);

CREATE TABLE IF NOT EXISTS webapi.cohort_definition_details (
    id integer PRIMARY KEY REFERENCES webapi.cohort_definition (id) ON DELETE CASCADE,
    expression text NOT NULL
);

CREATE TABLE IF NOT EXISTS webapi.cohort_generation_info (
    id integer NOT NULL REFERENCES webapi.cohort_definition (id) ON DELETE CASCADE ON UPDATE CASCADE,
    source_id integer NOT NULL,
    start_time timestamp(3),
    execution_duration integer,
    status integer NOT NULL,
    is_valid boolean NOT NULL,
    PRIMARY KEY (id, source_id)
);
ALTER TABLE webapi.cohort_generation_info
    ADD COLUMN IF NOT EXISTS is_canceled boolean NOT NULL DEFAULT false,
    ADD COLUMN IF NOT EXISTS fail_message varchar(2000),
    ADD COLUMN IF NOT EXISTS person_count bigint,
    ADD COLUMN IF NOT EXISTS record_count bigint,
    ADD COLUMN IF NOT EXISTS created_by_id integer,
    ADD COLUMN IF NOT EXISTS is_demographic boolean NOT NULL DEFAULT false,
    ADD COLUMN IF NOT EXISTS cc_generate_id integer;
