using Phederation.Pipeline;
using Phederation.Site;

namespace Phederation.Benchmarks.Seccomp;

/// <summary>Finds PostgreSQL's load generator, which Debian keeps out of the search path.</summary>
internal static class Pgbench
{
    public static string Find() =>
        Directory.Exists("/usr/lib/postgresql")
            ? Directory
                .EnumerateFiles(
                    "/usr/lib/postgresql",
                    "pgbench",
                    new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 3 }
                )
                .Order(StringComparer.Ordinal)
                .LastOrDefault()
                ?? Missing()
            : Missing();

    private static string Missing() =>
        throw new PipelineException(ExitCode.Missing, "pgbench is not installed; run the target Provision (package postgresql-15)");
}
