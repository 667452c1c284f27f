using System.Net;
using System.Net.Sockets;

namespace Phederation.Fuzzing.Sending;

/// <summary>Where a target may be: on this machine, or at a host that was named for it.</summary>
internal static class HostGate
{
    /// <summary>The addresses of a target, each of them allowed.</summary>
    /// <exception cref="FuzzException">The address isn't one that can be asked, isn't allowed, or its host isn't known.</exception>
    public static async Task<IReadOnlyList<IPEndPoint>> ResolveAsync(FuzzTarget target, CancellationToken cancellationToken)
    {
        var address = target.Base;
        if (
            !address.IsAbsoluteUri
            || address.Scheme is not ("http" or "https")
            || address.UserInfo.Length > 0
            || address.Query.Length > 0
            || address.Fragment.Length > 0
        )
        {
            throw new FuzzException(
                FuzzErrorKind.Usage,
                $"'{address.GetComponents(UriComponents.AbsoluteUri & ~UriComponents.UserInfo, UriFormat.SafeUnescaped)}' is no address of a target.",
                "Write http://HOST:PORT/PATH or https://…, without a query or a user: credentials are files, by --actor."
            );
        }

        var found = await LookUpAsync(address.IdnHost.Trim('[', ']'), cancellationToken);
        if (!target.IsAllowedElsewhere && found.FirstOrDefault(one => !IPAddress.IsLoopback(one)) is { } elsewhere)
        {
            throw new FuzzException(
                FuzzErrorKind.Denied,
                $"{address.Host} is not this machine ({elsewhere}): it is not asked.",
                $"If it is yours to attack, say so by --allow-host {address.Host}, with --requests."
            );
        }

        return [.. found.Select(one => new IPEndPoint(one, address.Port))];
    }

    private static async Task<IReadOnlyList<IPAddress>> LookUpAsync(string host, CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(host, out var literal))
        {
            return [literal];
        }

        try
        {
            // Of both families, the one that servers listen on more often comes first.
            return
            [
                .. (await Dns.GetHostAddressesAsync(host, cancellationToken)).OrderBy(one =>
                    one.AddressFamily == AddressFamily.InterNetworkV6
                ),
            ];
        }
        catch (SocketException error)
        {
            throw new FuzzException(FuzzErrorKind.Missing, $"The host {host} is not known: {error.Message}", "Look at the address.", error);
        }
    }
}
