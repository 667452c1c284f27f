namespace Phederation.Provisioning;

/// <summary>What the project needs of a machine besides the .NET SDK, as data: program, Debian package, reason.</summary>
public static class Needs
{
    /// <summary>The container engine.</summary>
    public static Need Engine { get; } = new(["dockerd"], ["docker.io"], "the container engine", NeedGroups.None);

    /// <summary>The programs beside the engine.</summary>
    public static IReadOnlyList<Need> All { get; } =
    [
        new(["git"], ["git"], "tells the source of a release", NeedGroups.Publish),
        new(["dpkg-deb"], ["dpkg"], "unpacks the packages that images are made of", NeedGroups.Publish),
        new(["gpgv"], ["gpgv"], "checks the signatures of the package lists", NeedGroups.Publish),
        new(["docker-registry"], ["docker-registry"], "the registry that the client under test talks to", NeedGroups.Test)
        {
            Service = "docker-registry",
        },
        new(
            ["/usr/lib/postgresql/*/bin/postgres"],
            ["postgresql-15", "postgresql"],
            "the database that the tables under test are made in",
            NeedGroups.Test
        )
        {
            Service = "postgresql",
        },
        new(["docker"], ["docker-cli", "docker.io"], "proves that an unmodified client accepts a release", NeedGroups.Test),
        new(["notary"], ["notary"], "proves that an unmodified client reads the signatures", NeedGroups.Test),
        new(["strace"], ["strace"], "the measure that the recorder is held against", NeedGroups.Test),
        new(["psql"], ["postgresql-client-15", "postgresql-client"], "talks to the database under test", NeedGroups.Test),
        new(
            ["/usr/lib/postgresql/*/bin/pgbench"],
            ["postgresql-client-15", "postgresql-client"],
            "measures the database under test",
            NeedGroups.Test
        ),
        new(["node"], ["nodejs"], "validates bills of materials by the official schema", NeedGroups.Test),
        new(["npm"], ["npm"], "fetches the official schema", NeedGroups.Test),
        new(["mmdebstrap"], ["mmdebstrap"], "makes what the images are measured against", NeedGroups.Test),
        new(["redis-benchmark"], ["redis-tools"], "puts a load on a service that is recorded", NeedGroups.Test),
        new(["wrk"], ["wrk"], "puts a load on a service that is recorded", NeedGroups.Test),
        new(["chromium"], ["chromium"], "shows pages as people see them", NeedGroups.Test),
        new(
            ["nsenter", "unshare", "setpriv"],
            ["util-linux"],
            "gives a private engine a network of its own, and starts servers without the rights of root",
            NeedGroups.Test
        ),
    ];

    /// <summary>The needs of groups.</summary>
    public static IEnumerable<Need> Of(NeedGroups groups) => All.Where(need => (need.Groups & groups) != NeedGroups.None);
}
