using System.Text.Json;

namespace Phederation.Seccomp.Notification;

/// <summary>Whose filter a listener belongs to, as the runtime tells it (OCI runtime specification, ContainerProcessState).</summary>
/// <param name="Container">The container's ID; empty where the runtime didn't say.</param>
/// <param name="Process">The process that loaded the filter, by its number on this machine; 0 where the runtime didn't say.</param>
/// <param name="IsFirst">Whether it is the container's first process; else one that was executed in it.</param>
internal sealed record ContainerProcess(string Container, int Process, bool IsFirst)
{
    private const int DeepestState = 16;

    /// <summary>Reads the runtime's message; what is no such message is a process of an unknown container.</summary>
    public static ContainerProcess Parse(ReadOnlySpan<byte> message)
    {
        try
        {
            var reader = new Utf8JsonReader(message, new JsonReaderOptions { MaxDepth = DeepestState });
            using var document = JsonDocument.ParseValue(ref reader);
            var state = document.RootElement.GetProperty("state");
            var process = document.RootElement.GetProperty("pid").GetInt32();
            // A container whose first process isn't there yet is "creating"; runc gives that process's number for it.
            var isFirst =
                state.GetProperty("status").GetString() is "creating"
                || (state.TryGetProperty("pid", out var first) && first.GetInt32() == process);
            return new ContainerProcess(state.GetProperty("id").GetString() ?? "", process, isFirst);
        }
        catch (Exception exception)
            when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return new ContainerProcess("", 0, IsFirst: true);
        }
    }
}
