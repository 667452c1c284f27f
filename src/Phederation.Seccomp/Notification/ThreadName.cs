namespace Phederation.Seccomp.Notification;

/// <summary>The kernel's name of a thread.</summary>
internal static class ThreadName
{
    /// <summary>The name (at most 15 bytes); "?" for a thread that is gone.</summary>
    public static string Of(int thread)
    {
        try
        {
            return File.ReadAllText($"/proc/{thread}/comm").TrimEnd('\n');
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "?";
        }
    }
}
