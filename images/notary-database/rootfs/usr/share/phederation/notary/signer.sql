-- The keys that the signer made, each encrypted with its passphrase: the columns that notary-signer 0.7's storage layer names.
SET ROLE notary_signer;

CREATE TABLE private_keys (
    id bigserial PRIMARY KEY,
    created_at timestamptz,
    updated_at timestamptz,
    deleted_at timestamptz,
    key_id varchar(255) NOT NULL UNIQUE,
    encryption_alg varchar(255) NOT NULL,
    keywrap_alg varchar(255) NOT NULL,
    algorithm varchar(50) NOT NULL,
    passphrase_alias varchar(50) NOT NULL,
    gun varchar(255) NOT NULL,
    role varchar(255) NOT NULL,
    public bytea NOT NULL,
    private bytea NOT NULL,
    last_used timestamptz
);

RESET ROLE;

-- The mark that the first start is complete; start-notary-database looks for it.
ALTER SYSTEM SET cluster_name = 'notary';
