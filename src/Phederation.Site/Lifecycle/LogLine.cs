namespace Phederation.Site.Lifecycle;

/// <summary>A line that a service wrote.</summary>
/// <param name="Service">The service; null when only one was asked for or there is only one.</param>
/// <param name="IsError">Whether it came from the standard error.</param>
/// <param name="Text">The line without its end.</param>
public sealed record LogLine(string? Service, bool IsError, string Text);
