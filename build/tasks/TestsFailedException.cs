namespace Phederation.BuildTasks;

/// <summary>Tests failed.</summary>
internal sealed class TestsFailedException(string message) : Exception(message);
