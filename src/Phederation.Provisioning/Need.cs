namespace Phederation.Provisioning;

/// <summary>Programs that a machine must have.</summary>
/// <param name="Programs">The programs: a name, looked up like a shell does, or a path in which one folder may be <c>*</c>.</param>
/// <param name="Packages">The distribution's packages that bring them; the first one that it has is taken.</param>
/// <param name="Why">What they are for.</param>
/// <param name="Groups">What they are needed for.</param>
public sealed record Need(IReadOnlyList<string> Programs, IReadOnlyList<string> Packages, string Why, NeedGroups Groups)
{
    /// <summary>
    /// The service that the package enables on its own; it is disabled again when it came with us, because we run our own instances.
    /// </summary>
    public string? Service { get; init; }

    /// <inheritdoc />
    public override string ToString() => string.Join(", ", Programs);
}
