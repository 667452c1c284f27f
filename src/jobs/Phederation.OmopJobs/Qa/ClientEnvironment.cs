using Phederation.Postgres;

namespace Phederation.OmopJobs.Qa;

/// <summary>
/// What PostgreSQL's own programs are told about a database: by their environment, and the password by a file that only this user can read and that
/// goes with this object.
/// </summary>
internal sealed class ClientEnvironment : IDisposable
{
    private readonly DirectoryInfo _folder;

    private ClientEnvironment(DirectoryInfo folder, IReadOnlyDictionary<string, string?> variables)
    {
        _folder = folder;
        Variables = variables;
    }

    /// <summary>The variables.</summary>
    public IReadOnlyDictionary<string, string?> Variables { get; }

    /// <summary>Writes the password file.</summary>
    public static async Task<ClientEnvironment> CreateAsync(DatabaseSettings settings, CancellationToken cancellationToken)
    {
        var password = await SecretText.ReadAsync(settings.PasswordFile, cancellationToken);
        var folder = Directory.CreateTempSubdirectory("omop-jobs-");
        try
        {
            var path = Path.Combine(folder.FullName, "password");
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            await using (var writer = new StreamWriter(path, options))
            {
                await writer.WriteAsync(
                    $"*:*:*:*:{password.Replace(@"\", @"\\", StringComparison.Ordinal).Replace(":", @"\:", StringComparison.Ordinal)}\n".AsMemory(),
                    cancellationToken
                );
            }

            return new ClientEnvironment(
                folder,
                new Dictionary<string, string?>
                {
                    ["PGHOST"] = settings.Host,
                    ["PGPORT"] = $"{settings.Port}",
                    ["PGDATABASE"] = settings.Database,
                    ["PGUSER"] = settings.User,
                    ["PGPASSFILE"] = path,
                    ["PGPASSWORD"] = null,
                    ["PGOPTIONS"] = "-c statement_timeout=0 -c lock_timeout=60s -c idle_in_transaction_session_timeout=0",
                    ["PGCONNECT_TIMEOUT"] = "15",
                    ["PGAPPNAME"] = "qa-database",
                    ["PGGSSENCMODE"] = "disable",
                    ["PGSSLMODE"] = settings.Tls switch
                    {
                        TlsMode.VerifyFull => "verify-full",
                        TlsMode.Require => "require",
                        _ => "disable",
                    },
                    ["PGSSLROOTCERT"] = settings.Tls == TlsMode.VerifyFull ? settings.CertificateFile : null,
                    ["LC_ALL"] = "C.UTF-8",
                }
            );
        }
        catch
        {
            folder.Delete(recursive: true);
            throw;
        }
    }

    /// <inheritdoc />
    public void Dispose() => _folder.Delete(recursive: true);
}
