namespace Phederation.Benchmarks.Images;

/// <summary>The same service as <c>apt install</c> brings it, with what it recommends, on a Debian that has nothing else.</summary>
/// <param name="Image">Our image.</param>
/// <param name="Packages">What an administrator would install.</param>
/// <param name="Command">Starts it in the foreground as the package's own unit does; empty: it needs more than the package to run.</param>
/// <param name="Port">It is ready when this port accepts a connection.</param>
internal sealed record PlainForm(string Image, IReadOnlyList<string> Packages, IReadOnlyList<string> Command, int Port)
{
    /// <summary>What there is to compare with. An image that is not here has no counterpart in the distribution.</summary>
    public static IReadOnlyList<PlainForm> All { get; } =
    [
        new("distributed-analytics-r-server", ["r-base", "r-cran-plumber", "r-cran-rpostgresql"], [], 0),
        new("notary", ["notary"], [], 0),
        new(
            "postgres",
            ["postgresql-15"],
            [
                "/sbin/runuser",
                "-u",
                "postgres",
                "--",
                "/usr/lib/postgresql/15/bin/postgres",
                "-D",
                "/var/lib/postgresql/15/main",
                "-c",
                "config_file=/etc/postgresql/15/main/postgresql.conf",
                "-c",
                "listen_addresses=*",
                // The folder of its socket is made by the machine's start, which a container hasn't.
                "-c",
                "unix_socket_directories=/tmp",
            ],
            5432
        ),
        new("proxy", ["nginx"], ["/usr/sbin/nginx", "-g", "daemon off;"], 80),
        new("registry", ["docker-registry"], ["/usr/bin/docker-registry", "serve", "/etc/docker/registry/config.yml"], 5000),
        new(
            "tomcat",
            ["tomcat10", "libpostgresql-jdbc-java"],
            [
                "/usr/bin/env",
                "CATALINA_HOME=/usr/share/tomcat10",
                "CATALINA_BASE=/var/lib/tomcat10",
                "/bin/bash",
                "/usr/share/tomcat10/bin/catalina.sh",
                "run",
            ],
            8080
        ),
        new("zeppelin", ["jupyter-notebook", "r-cran-irkernel", "python3-psycopg2", "r-cran-rpostgresql"], [], 0),
    ];
}
