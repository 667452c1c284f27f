using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Phederation.Accounts.Users;

namespace Phederation.UserManagement.Sessions;

/// <summary>
/// Sessions live in the database: they outlive a restart, end with the account, and hold nothing that a cookie could bring with it. They end after
/// half an hour without a request, and after eight hours at the latest.
/// </summary>
internal sealed class SessionStore(NpgsqlDataSource source, TimeProvider time)
{
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(8);
    private static readonly TimeSpan Touch = TimeSpan.FromMinutes(1);

    /// <summary>Begins a session.</summary>
    public async Task<Session> BeginAsync(Account account, CancellationToken cancellationToken)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var now = time.GetUtcNow();
        await using var command = source.CreateCommand(
            """
            WITH ended AS (DELETE FROM webapi.account_session WHERE last_seen < $4 OR started < $5)
            INSERT INTO webapi.account_session (token_hash, user_id, started, last_seen) VALUES ($1, $2, $3, $3)
            """
        );
        command.Parameters.Add(new() { Value = Hash(token) });
        command.Parameters.Add(new() { Value = account.Id });
        command.Parameters.Add(new() { Value = now });
        command.Parameters.Add(new() { Value = now - Idle });
        command.Parameters.Add(new() { Value = now - Longest });
        await command.ExecuteNonQueryAsync(cancellationToken);
        return new Session(account.Id, account.Login, account.MustChangePassword, token, FormToken(token));
    }

    /// <summary>The session of a cookie; null where it has ended, or its account may not administer any more.</summary>
    public async Task<Session?> FindAsync(string token, CancellationToken cancellationToken)
    {
        if (token.Length != 43 || !Base64Url.IsValid(token))
        {
            return null;
        }

        var now = time.GetUtcNow();
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(
            """
            SELECT person.id, person.login, account.must_change, session.last_seen FROM webapi.account_session session
            JOIN webapi.sec_user person ON person.id = session.user_id
            JOIN webapi.account_user account ON account.user_id = person.id AND NOT account.is_disabled
            WHERE session.token_hash = $1 AND session.last_seen >= $2 AND session.started >= $3 AND EXISTS (
                SELECT FROM webapi.sec_user_role link JOIN webapi.sec_role role ON role.id = link.role_id
                WHERE link.user_id = person.id AND role.name = $4 AND role.system_role)
            """,
            connection
        )
        {
            Parameters =
            {
                new() { Value = Hash(token) },
                new() { Value = now - Idle },
                new() { Value = now - Longest },
                new() { Value = Role.Administrator },
            },
        };
        Session session;
        DateTimeOffset seen;
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            if (!await reader.ReadAsync(cancellationToken))
            {
                return null;
            }

            session = new Session(reader.GetInt32(0), reader.GetString(1), reader.GetBoolean(2), token, FormToken(token));
            seen = reader.GetFieldValue<DateTimeOffset>(3);
        }

        if (now - seen > Touch)
        {
            await using var touch = new NpgsqlCommand("UPDATE webapi.account_session SET last_seen = $2 WHERE token_hash = $1", connection)
            {
                Parameters =
                {
                    new() { Value = Hash(token) },
                    new() { Value = now },
                },
            };
            await touch.ExecuteNonQueryAsync(cancellationToken);
        }

        return session;
    }

    /// <summary>Ends a session.</summary>
    public async Task EndAsync(Session session, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("DELETE FROM webapi.account_session WHERE token_hash = $1");
        command.Parameters.Add(new() { Value = Hash(session.Token) });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    // Bound to the session, and of no use for guessing its secret.
    private static string FormToken(string token) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.ASCII.GetBytes(token), "phederation form"u8));

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.ASCII.GetBytes(token));
}
