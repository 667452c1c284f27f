namespace Phederation.Seccomp.Synthesis;

/// <summary>The address families of <c>socket</c> that matter to a profile (linux/socket.h).</summary>
internal static class AddressFamilies
{
    public const uint Inet = 2;
    public const uint Inet6 = 10;
    public const uint Netlink = 16;

    private static readonly Dictionary<uint, string> Names = new()
    {
        [1] = "AF_UNIX",
        [Inet] = "AF_INET",
        [Inet6] = "AF_INET6",
        [Netlink] = "AF_NETLINK",
        [17] = "AF_PACKET",
        [38] = "AF_ALG",
        [40] = "AF_VSOCK",
    };

    /// <summary>Families that a service needs; any other reaches rarely used kernel code.</summary>
    public static bool IsOrdinary(uint family) => family is 1 or Inet or Inet6 or Netlink;

    public static string Describe(uint family) => Names.GetValueOrDefault(family, $"family {family}");
}
