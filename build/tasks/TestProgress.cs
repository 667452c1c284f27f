using System.Text.Json;

namespace Phederation.BuildTasks;

/// <summary>
/// Follows a test program through the messages of its JSON reporter: tells failures at once and now and then how far it is, and knows
/// what was running when the program died.
/// </summary>
internal sealed class TestProgress(TimeProvider clock, Action<string> log)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(20);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, string> _running = [];
    private long _told = clock.GetTimestamp();
    private int _done;

    /// <summary>The tests that have begun and not ended.</summary>
    public IReadOnlyList<string> Running
    {
        get
        {
            lock (_lock)
            {
                return [.. _running.Values];
            }
        }
    }

    /// <summary>An error outside any test, such as an assembly that can't be loaded; the program may hang after it.</summary>
    public string? Error { get; private set; }

    /// <summary>Called once such an error is told.</summary>
    public Action? OnError { get; init; }

    /// <summary>Takes one line of the program's output; other lines than the reporter's are ignored.</summary>
    public void Take(string line)
    {
        if (!line.StartsWith('{'))
        {
            return;
        }

        try
        {
            using var message = JsonDocument.Parse(line);
            Take(message.RootElement);
        }
        catch (JsonException)
        {
            // A test wrote this, or a very long message came in pieces. The counts come from the results file.
        }
    }

    private void Take(JsonElement message)
    {
        if (Text(message, "$type") == "error")
        {
            Error = message.TryGetProperty("Messages", out var messages) ? messages.ToString() : "an error outside any test";
            log($"  {Error}");
            OnError?.Invoke();
            return;
        }

        if (Text(message, "TestUniqueID") is not { } id)
        {
            return;
        }

        lock (_lock)
        {
            switch (Text(message, "$type"))
            {
                case "test-starting":
                    _running[id] = Text(message, "TestDisplayName") ?? id;
                    break;
                case "test-failed":
                    log($"  failed: {_running.GetValueOrDefault(id, id)}");
                    break;
                case "test-finished":
                    _running.Remove(id);
                    _done++;
                    TellNowAndThen();
                    break;
            }
        }
    }

    private void TellNowAndThen()
    {
        if (clock.GetElapsedTime(_told) > Interval)
        {
            _told = clock.GetTimestamp();
            log($"  {_done} tests done{(_running.Count > 0 ? $", now {_running.Values.First()}" : "")}");
        }
    }

    private static string? Text(JsonElement message, string name) =>
        message.ValueKind == JsonValueKind.Object && message.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
