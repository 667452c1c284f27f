using System.Diagnostics.CodeAnalysis;

namespace Phederation.WebApi.Sources;

/// <summary>An address of a database in JDBC's form, <c>jdbc:postgresql://host:port/database?user=name&amp;sslmode=mode</c>.</summary>
internal sealed record JdbcAddress(string Host, int Port, string Database, string? User, string? TlsMode)
{
    /// <summary>Reads an address. A password in it is passed over: secrets come from files.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out JdbcAddress? address)
    {
        address = null;
        const string prefix = "jdbc:postgresql:";
        if (
            !text.StartsWith(prefix, StringComparison.Ordinal)
            || !Uri.TryCreate("postgresql:" + text[prefix.Length..], UriKind.Absolute, out var uri)
            || uri.Host.Length == 0
            || uri.AbsolutePath.Length < 2
        )
        {
            return false;
        }

        var parameters = uri
            .Query.TrimStart('?')
            .Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(part => part.Split('=', 2))
            .Where(part => part.Length == 2)
            .GroupBy(part => part[0], part => Uri.UnescapeDataString(part[1]), StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, group => group.Last(), StringComparer.OrdinalIgnoreCase);
        address = new JdbcAddress(
            uri.Host,
            uri.Port < 0 ? 5432 : uri.Port,
            Uri.UnescapeDataString(uri.AbsolutePath[1..]),
            parameters.GetValueOrDefault("user"),
            parameters.GetValueOrDefault("sslmode")
        );
        return true;
    }
}
