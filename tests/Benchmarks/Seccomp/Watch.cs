namespace Phederation.Benchmarks.Seccomp;

/// <summary>A condition that holds until it is disposed of.</summary>
internal sealed class Watch(Condition condition, params IDisposable[] held) : IDisposable
{
    public Condition Condition => condition;

    public void Dispose()
    {
        foreach (var one in held)
        {
            one.Dispose();
        }
    }
}
