namespace Phederation.Trust.Services;

/// <summary>
/// The accounts and tables that notary-server and notary-signer 0.7 expect; the distribution ships none. Written after the columns that
/// their storage layers name. Each statement is one line, as PostgreSQL's single-user server reads them.
/// </summary>
internal static class NotarySchema
{
    /// <summary>What each account owns is a database of its own name.</summary>
    public static IEnumerable<string> Accounts(ServiceState state) =>
        [
            $"CREATE ROLE {NotaryDatabase.ServerAccount} LOGIN PASSWORD '{state.ServerPassword}'",
            $"CREATE ROLE {NotaryDatabase.SignerAccount} LOGIN PASSWORD '{state.SignerPassword}'",
            $"CREATE DATABASE {NotaryDatabase.ServerAccount} OWNER {NotaryDatabase.ServerAccount}",
            $"CREATE DATABASE {NotaryDatabase.SignerAccount} OWNER {NotaryDatabase.SignerAccount}",
        ];

    /// <summary>Metadata files, and the feed of changes with the two kinds of change.</summary>
    public static IReadOnlyList<string> ServerTables { get; } =
    [
        $"SET ROLE {NotaryDatabase.ServerAccount}",
        "CREATE TABLE tuf_files (id bigserial PRIMARY KEY, created_at timestamptz, updated_at timestamptz, deleted_at timestamptz, "
            + "gun varchar(255) NOT NULL, role varchar(255) NOT NULL, version integer NOT NULL, sha256 varchar(64), data bytea NOT NULL, "
            + "UNIQUE (gun, role, version))",
        "CREATE INDEX tuf_files_by_hash ON tuf_files (sha256)",
        "CREATE TABLE change_category (category varchar(20) PRIMARY KEY)",
        "INSERT INTO change_category VALUES ('update'), ('deletion')",
        "CREATE TABLE changefeed (id bigserial PRIMARY KEY, created_at timestamptz DEFAULT now(), gun varchar(255) NOT NULL, "
            + "version integer NOT NULL, sha256 varchar(64), category varchar(20) NOT NULL DEFAULT 'update' REFERENCES change_category)",
        "CREATE INDEX changefeed_by_gun ON changefeed (gun)",
    ];

    /// <summary>The keys that the signer made, each encrypted with its passphrase.</summary>
    public static IReadOnlyList<string> SignerTables { get; } =
    [
        $"SET ROLE {NotaryDatabase.SignerAccount}",
        "CREATE TABLE private_keys (id bigserial PRIMARY KEY, created_at timestamptz, updated_at timestamptz, deleted_at timestamptz, "
            + "key_id varchar(255) NOT NULL UNIQUE, encryption_alg varchar(255) NOT NULL, keywrap_alg varchar(255) NOT NULL, "
            + "algorithm varchar(50) NOT NULL, passphrase_alias varchar(50) NOT NULL, gun varchar(255) NOT NULL, role varchar(255) NOT NULL, "
            + "public bytea NOT NULL, private bytea NOT NULL, last_used timestamptz)",
    ];
}
