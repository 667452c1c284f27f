using Phederation.Processes;

namespace Phederation.Trust.Services;

/// <summary>The programs that the trust services consist of.</summary>
internal static class TrustPrograms
{
    public const string Registry = "docker-registry";
    public const string NotaryServer = "notary-server";
    public const string NotarySigner = "notary-signer";

    private const string PostgresFolder = "/usr/lib/postgresql/15/bin";

    private static readonly (string Program, string Package)[] Needed =
    [
        (Registry, "docker-registry"),
        (NotaryServer, "notary"),
        (NotarySigner, "notary"),
        (Postgres("initdb"), "postgresql-15"),
        (Postgres("postgres"), "postgresql-15"),
        (Postgres("pg_isready"), "postgresql-client-15"),
        ("setpriv", "util-linux"),
    ];

    /// <summary>A program of PostgreSQL 15, where Debian puts it.</summary>
    public static string Postgres(string program) => Path.Combine(PostgresFolder, program);

    /// <summary>Sees that all programs are there.</summary>
    /// <exception cref="TrustException">Some are missing; it names their packages.</exception>
    public static void Check(Func<string, string?>? find = null)
    {
        var missing = Needed.Where(one => (find ?? Programs.Find)(one.Program) is null).ToList();
        if (missing.Count > 0)
        {
            var packages = string.Join(' ', missing.Select(one => one.Package).Distinct());
            throw new TrustException(
                TrustErrorKind.MissingProgram,
                $"the registry and trust server need {string.Join(", ", missing.Select(one => Path.GetFileName(one.Program)))}; "
                    + $"run the build's target Provision, or: apt-get install {packages}"
            );
        }
    }
}
