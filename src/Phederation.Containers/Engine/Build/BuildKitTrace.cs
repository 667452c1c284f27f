namespace Phederation.Containers.Engine.Build;

/// <summary>
/// Follows the progress that BuildKit reports as protobuf messages (moby.buildkit.v1.StatusResponse in BuildKit's control.proto: vertexes in field 1, logs in
/// field 3), and turns it into events.
/// </summary>
internal sealed class BuildKitTrace
{
    private const int MostVertexes = 10_000;
    private readonly Dictionary<string, Step> _steps = new(StringComparer.Ordinal);

    /// <summary>The step that failed last, with its output; null while none did.</summary>
    public string? FailureOutput { get; private set; }

    /// <exception cref="FormatException">The message is malformed.</exception>
    public IReadOnlyList<BuildEvent> Read(ReadOnlySpan<byte> message)
    {
        var events = new List<BuildEvent>();
        var reader = new ProtoReader(message);
        while (reader.Read())
        {
            switch (reader.Field)
            {
                case 1:
                    ReadVertex(reader.Bytes, events);
                    break;
                case 3:
                    ReadLog(reader.Bytes, events);
                    break;
            }
        }

        return events;
    }

    private void ReadVertex(ReadOnlySpan<byte> message, List<BuildEvent> events)
    {
        var (digest, name, error, isCached, isStarted, isCompleted) = ("", "", "", false, false, false);
        var reader = new ProtoReader(message);
        while (reader.Read())
        {
            switch (reader.Field)
            {
                case 1:
                    digest = reader.Text;
                    break;
                case 3:
                    name = reader.Text;
                    break;
                case 4:
                    isCached = reader.Number != 0;
                    break;
                case 5:
                    isStarted = true;
                    break;
                case 6:
                    isCompleted = true;
                    break;
                case 7:
                    error = reader.Text;
                    break;
            }
        }

        var step = Find(digest);
        step.Name = name.Length > 0 ? name : step.Name;
        if (isStarted && !step.IsStarted)
        {
            step.IsStarted = true;
            events.Add(new BuildEvent(BuildEventKind.StepStarted, step.Name, ""));
        }

        if (error.Length > 0)
        {
            FailureOutput = step.Output.ToString();
        }

        if (!step.IsEnded && (isCompleted || isCached || error.Length > 0))
        {
            step.IsEnded = true;
            var kind =
                error.Length > 0 ? BuildEventKind.StepFailed
                : isCached ? BuildEventKind.StepCached
                : BuildEventKind.StepCompleted;
            events.Add(new BuildEvent(kind, step.Name, error));
        }
    }

    private void ReadLog(ReadOnlySpan<byte> message, List<BuildEvent> events)
    {
        var (digest, text, stream) = ("", "", 1UL);
        var reader = new ProtoReader(message);
        while (reader.Read())
        {
            switch (reader.Field)
            {
                case 1:
                    digest = reader.Text;
                    break;
                case 3:
                    stream = reader.Number;
                    break;
                case 4:
                    text = reader.Text;
                    break;
            }
        }

        var step = Find(digest);
        step.Output.Add(text);
        events.Add(new BuildEvent(stream == 2 ? BuildEventKind.ErrorOutput : BuildEventKind.Output, step.Name, text));
    }

    private Step Find(string digest)
    {
        if (!_steps.TryGetValue(digest, out var step))
        {
            step = _steps.Count < MostVertexes ? new Step() : throw new FormatException("a build has too many steps");
            _steps.Add(digest, step);
        }

        return step;
    }

    private sealed class Step
    {
        public string Name { get; set; } = "";
        public bool IsStarted { get; set; }
        public bool IsEnded { get; set; }
        public OutputTail Output { get; } = new();
    }
}
