using Phederation.Containers.Engine;

namespace Phederation.Provisioning;

/// <summary>Asks for and starts a container engine.</summary>
internal interface IEngineHost
{
    /// <summary>Asks an endpoint whether an engine answers.</summary>
    Task<EngineAnswer> AskAsync(EngineEndpoint endpoint, CancellationToken cancellationToken);

    /// <summary>Starts the engine and waits until it answers.</summary>
    /// <exception cref="ProvisioningException">It ended or did not answer in its time; the message has the end of its log.</exception>
    Task StartAsync(EngineOptions options, CancellationToken cancellationToken);
}
