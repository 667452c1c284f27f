namespace Phederation.BuildTasks;

/// <summary>Code is not laid out as the formatter would.</summary>
internal sealed class FormatFailedException(string message) : Exception(message);
