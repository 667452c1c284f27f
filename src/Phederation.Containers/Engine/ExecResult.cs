namespace Phederation.Containers.Engine;

/// <summary>How a process in a container ended.</summary>
/// <param name="ExitCode">128 + the signal's number when a signal ended it; 126 and 127 when it could not be started.</param>
/// <param name="Output">Standard output as UTF-8.</param>
/// <param name="Error">Standard error as UTF-8.</param>
/// <param name="IsTruncated">More came than was kept.</param>
public sealed record ExecResult(int ExitCode, string Output, string Error, bool IsTruncated);
