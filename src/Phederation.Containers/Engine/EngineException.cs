using System.Net;

namespace Phederation.Containers.Engine;

/// <summary>The one error of the engine client: what was asked, what the engine said, and what kind of trouble that is.</summary>
public sealed class EngineException : Exception
{
    /// <summary>Makes the error; the text shown to people is composed from the operation and the engine's message.</summary>
    public EngineException(
        EngineErrorKind kind,
        string operation,
        string engineMessage,
        HttpStatusCode? status = null,
        Exception? innerException = null
    )
        : base($"{operation}: {engineMessage}", innerException)
    {
        Kind = kind;
        Operation = operation;
        EngineMessage = engineMessage;
        Status = status;
    }

    /// <summary>What kind of trouble it is.</summary>
    public EngineErrorKind Kind { get; }

    /// <summary>What was asked of the engine, in words: "start container x".</summary>
    public string Operation { get; }

    /// <summary>What the engine said, or what this client found; without the operation.</summary>
    public string EngineMessage { get; }

    /// <summary>The HTTP status; null when no answer came, or when the error came inside a progress stream (which has status 200).</summary>
    public HttpStatusCode? Status { get; }
}
