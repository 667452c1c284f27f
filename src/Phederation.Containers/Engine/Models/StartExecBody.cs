namespace Phederation.Containers.Engine.Models;

/// <summary>The body of POST /exec/ID/start.</summary>
internal sealed record StartExecBody(bool Detach, bool Tty);
