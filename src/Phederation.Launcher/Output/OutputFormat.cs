namespace Phederation.Launcher.Output;

/// <summary>How a result is written to the standard output.</summary>
internal enum OutputFormat
{
    /// <summary>For people.</summary>
    Text,

    /// <summary>For programs: one JSON document.</summary>
    Json,
}
