-- Tokens of the secure edition that somebody signed out of before they ended: a restart must not bring them back.
CREATE TABLE webapi.webapi_signed_out (
    token_id varchar(64) PRIMARY KEY,
    expires timestamptz NOT NULL
);
