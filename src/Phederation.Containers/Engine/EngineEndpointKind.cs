namespace Phederation.Containers.Engine;

/// <summary>How an engine is reached.</summary>
public enum EngineEndpointKind
{
    /// <summary>A unix domain socket.</summary>
    UnixSocket,

    /// <summary>TCP, with TLS and a client certificate unless the engine is on this machine.</summary>
    Tcp,

    /// <summary>A named pipe of Windows.</summary>
    NamedPipe,
}
