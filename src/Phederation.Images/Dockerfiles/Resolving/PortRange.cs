using System.Globalization;

namespace Phederation.Images.Dockerfiles.Resolving;

/// <summary>The ports of one word of EXPOSE: <c>5432</c>, <c>53/udp</c>, <c>8000-8010/tcp</c>.</summary>
/// <param name="First">The first port.</param>
/// <param name="Last">The last port.</param>
/// <param name="Protocol">tcp, udp or sctp.</param>
public sealed record PortRange(int First, int Last, string Protocol)
{
    /// <summary>The ports; null where the text names none.</summary>
    public static PortRange? TryParse(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var protocol = slash < 0 ? "tcp" : text[(slash + 1)..].ToLowerInvariant();
        var numbers = (slash < 0 ? text : text[..slash]).Split('-');
        return
            protocol is "tcp" or "udp" or "sctp"
            && numbers.Length <= 2
            && TryParsePort(numbers[0], out var first)
            && TryParsePort(numbers[^1], out var last)
            && first <= last
            ? new PortRange(first, last, protocol)
            : null;
    }

    /// <summary>Each port as the image configuration names it: <c>5432/tcp</c>.</summary>
    public IEnumerable<string> Names() =>
        Enumerable.Range(First, Last - First + 1).Select(port => string.Create(CultureInfo.InvariantCulture, $"{port}/{Protocol}"));

    private static bool TryParsePort(string text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is >= 1 and <= 65535;
}
