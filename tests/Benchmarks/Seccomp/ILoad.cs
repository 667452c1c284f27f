namespace Phederation.Benchmarks.Seccomp;

/// <summary>A service in a container of its own, and the load that is put on it.</summary>
internal interface ILoad
{
    /// <summary>What is measured, in the order of the rates.</summary>
    IReadOnlyList<string> Rates { get; }

    /// <summary>Starts the container and puts the load on it; all is removed.</summary>
    /// <returns>How much was done a second, for each of <see cref="Rates"/>.</returns>
    Task<IReadOnlyList<double>> MeasureAsync(Condition condition, CancellationToken cancellationToken);
}
