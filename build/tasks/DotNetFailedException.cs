namespace Phederation.BuildTasks;

/// <summary>A command of the .NET SDK failed; what it said is in the log already.</summary>
internal sealed class DotNetFailedException(string message) : Exception(message);
