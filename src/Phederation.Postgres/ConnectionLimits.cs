namespace Phederation.Postgres;

/// <summary>How many connections a program keeps, and how long it waits.</summary>
public sealed record ConnectionLimits
{
    /// <summary>A job's: one connection at a time, and statements that take as long as they need.</summary>
    public static ConnectionLimits Job { get; } = new();

    /// <summary>A service's: a small pool, and nobody waits for long.</summary>
    public static ConnectionLimits Service { get; } =
        new()
        {
            PoolSize = 16,
            ConnectSeconds = 5,
            CommandSeconds = 15,
            PreparedStatements = 100,
        };

    /// <summary>The most connections that are kept open and used again; 0 opens one each time.</summary>
    public int PoolSize { get; init; }

    /// <summary>How long to wait for a connection, in seconds.</summary>
    public int ConnectSeconds { get; init; } = 15;

    /// <summary>How long a statement may take, in seconds, which the server sees to as well; 0 is without an end.</summary>
    public int CommandSeconds { get; init; }

    /// <summary>How many statements each connection keeps prepared, the ones that are used most; 0 keeps none.</summary>
    public int PreparedStatements { get; init; }

    /// <summary>
    /// Whether the program leaves nothing in a session (settings, temporary tables, locks), so that nothing has to be taken back before the next
    /// request uses the connection: that costs as much as a small query.
    /// </summary>
    public bool KeepsSessionClean { get; init; }

    /// <summary>
    /// Whether its queries pick few rows by small indexes that stay in memory. The server's own figures are of spinning disks, by which it reads a
    /// whole table in order where a few hundred steps through an index would do: 17 ms for what takes 0.6 (30,000 resources, a page of 20).
    /// </summary>
    public bool PicksByIndex { get; init; }
}
