-- The counts of cohorts, under the names that OHDSI/WebAPI gives them.
CREATE TABLE IF NOT EXISTS results.cohort (
    cohort_definition_id integer NOT NULL,
    subject_id bigint NOT NULL,
    cohort_start_date date NOT NULL,
    cohort_end_date date NOT NULL
);
CREATE INDEX IF NOT EXISTS cohort_members ON results.cohort (cohort_definition_id, subject_id);

CREATE TABLE IF NOT EXISTS results.cohort_inclusion (
    cohort_definition_id integer NOT NULL,
    design_hash integer,
    rule_sequence integer NOT NULL,
    name varchar(255),
    description varchar(1000)
);

CREATE TABLE IF NOT EXISTS results.cohort_inclusion_result (
    cohort_definition_id integer NOT NULL,
    mode_id integer NOT NULL,
    inclusion_rule_mask bigint NOT NULL,
    person_count bigint NOT NULL
);

CREATE TABLE IF NOT EXISTS results.cohort_inclusion_stats (
    cohort_definition_id integer NOT NULL,
    rule_sequence integer NOT NULL,
    mode_id integer NOT NULL,
    person_count bigint NOT NULL,
    gain_count bigint NOT NULL,
    person_total bigint NOT NULL
);

CREATE TABLE IF NOT EXISTS results.cohort_summary_stats (
    cohort_definition_id integer NOT NULL,
    mode_id integer NOT NULL,
    base_count bigint NOT NULL,
    final_count bigint NOT NULL
);

CREATE TABLE IF NOT EXISTS results.cohort_censor_stats (
    cohort_definition_id integer NOT NULL,
    lost_count bigint NOT NULL
);
CREATE INDEX IF NOT EXISTS cohort_inclusion_of ON results.cohort_inclusion (cohort_definition_id);
CREATE INDEX IF NOT EXISTS cohort_inclusion_result_of ON results.cohort_inclusion_result (cohort_definition_id);
CREATE INDEX IF NOT EXISTS cohort_inclusion_stats_of ON results.cohort_inclusion_stats (cohort_definition_id);
CREATE INDEX IF NOT EXISTS cohort_summary_stats_of ON results.cohort_summary_stats (cohort_definition_id);
