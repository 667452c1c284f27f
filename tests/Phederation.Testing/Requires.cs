using System.Net.Sockets;

namespace Phederation.Testing;

/// <summary>
/// What a test needs from the machine. Where it is absent the test is skipped with the reason, except under the build's Test
/// target (PHEDERATION_TEST_COMPLETE=1), which provides it all and so treats its absence as a failure.
/// </summary>
public static class Requires
{
    private static readonly bool IsComplete = Environment.GetEnvironmentVariable("PHEDERATION_TEST_COMPLETE") == "1";

    /// <summary>A container engine that answers on its default socket.</summary>
    public static void Engine() => That(EngineAnswers(), "no container engine listens on /var/run/docker.sock");

    /// <summary>The rights of root.</summary>
    public static void Root() => That(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "root is needed");

    /// <summary>A program on the search path; returns its absolute path.</summary>
    public static string Program(string name)
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Append("/usr/sbin")
            .Append("/sbin")
            .Where(folder => folder.Length > 0)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
        That(path is not null, $"the program '{name}' is not installed");
        return path!;
    }

    private static void That(bool isThere, string reason)
    {
        if (IsComplete)
        {
            Assert.True(isThere, reason);
        }

        Assert.SkipUnless(isThere, reason);
    }

    private static bool EngineAnswers()
    {
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            socket.Connect(new UnixDomainSocketEndPoint("/var/run/docker.sock"));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
