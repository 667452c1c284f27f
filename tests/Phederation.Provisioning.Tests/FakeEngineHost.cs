using Phederation.Containers.Engine;

namespace Phederation.Provisioning.Tests;

/// <summary>An engine that answers, refuses or is silent, and counts how often it was started.</summary>
internal sealed class FakeEngineHost(EngineState state) : IEngineHost
{
    private EngineState _state = state;

    public int Starts { get; private set; }

    public Task<EngineAnswer> AskAsync(EngineEndpoint endpoint, CancellationToken cancellationToken) =>
        Task.FromResult(new EngineAnswer(_state, _state.ToString()));

    public Task StartAsync(EngineOptions options, CancellationToken cancellationToken)
    {
        Starts++;
        _state = EngineState.Answers;
        return Task.CompletedTask;
    }
}
