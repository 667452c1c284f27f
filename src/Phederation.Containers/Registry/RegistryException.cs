using System.Net;

namespace Phederation.Containers.Registry;

/// <summary>The one error of the registry client: what was asked, what the registry said, and what kind of trouble that is.</summary>
public sealed class RegistryException : Exception
{
    /// <summary>Makes the error.</summary>
    public RegistryException(
        RegistryErrorKind kind,
        string operation,
        string registryMessage,
        HttpStatusCode? status = null,
        Exception? innerException = null
    )
        : base($"{operation}: {registryMessage}", innerException)
    {
        Kind = kind;
        Operation = operation;
        RegistryMessage = registryMessage;
        Status = status;
    }

    /// <summary>What kind of trouble it is.</summary>
    public RegistryErrorKind Kind { get; }

    /// <summary>What was asked, in words.</summary>
    public string Operation { get; }

    /// <summary>What the registry said, or what this client found.</summary>
    public string RegistryMessage { get; }

    /// <summary>The HTTP status; null when no answer came.</summary>
    public HttpStatusCode? Status { get; }
}
