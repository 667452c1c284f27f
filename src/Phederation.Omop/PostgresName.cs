using System.Text;

namespace Phederation.Omop;

/// <summary>Names of PostgreSQL's objects in SQL.</summary>
public static class PostgresName
{
    private const int Longest = 63;

    /// <summary>A name in quotes. Always quoted: 5.3.1 has fields named offset, domain and name, and a schema's name comes from elsewhere.</summary>
    /// <exception cref="ArgumentException">PostgreSQL would refuse the name, or cut it.</exception>
    public static string Quote(string name) =>
        IsName(name)
            ? $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : throw new ArgumentException($"'{name}' is no PostgreSQL name: it must have 1 to {Longest} bytes and no NUL.", nameof(name));

    /// <summary>Whether PostgreSQL takes the name as it is.</summary>
    public static bool IsName(string name) =>
        Encoding.UTF8.GetByteCount(name) is > 0 and <= Longest && !name.Contains('\0', StringComparison.Ordinal);
}
