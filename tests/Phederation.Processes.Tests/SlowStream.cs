namespace Phederation.Processes.Tests;

/// <summary>Takes longer for each write than a run waits for silence.</summary>
internal sealed class SlowStream : MemoryStream
{
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await Task.Delay(TimeSpan.FromSeconds(1.2), cancellationToken);
        await base.WriteAsync(buffer, cancellationToken);
    }
}
