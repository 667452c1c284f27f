using Phederation.Containers.Engine.Transport;

namespace Phederation.Containers.Engine;

/// <content>Names.</content>
public sealed partial class ContainerOperations
{
    /// <summary>Gives a container, running or not, another name; <see cref="EngineErrorKind.Conflict"/> when the name is taken.</summary>
    public Task RenameAsync(string container, string name, CancellationToken cancellationToken = default) =>
        RunAsync("rename", container, new EngineQuery("/rename").Add("name", name).ToString(), EngineLimits.PlainCall, cancellationToken);
}
