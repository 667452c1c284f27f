namespace Phederation.Containers.Engine.Models;

/// <summary>A network as it is.</summary>
public sealed record NetworkDetails
{
    public required string Id { get; init; }
    public string Name { get; init; } = "";
    public string Driver { get; init; } = "";
    public string Scope { get; init; } = "";
    public bool Internal { get; init; }
    public IReadOnlyDictionary<string, string> Labels
    {
        get;
        init => field = value ?? Empty;
    } = Empty;
    public IReadOnlyDictionary<string, string> Options
    {
        get;
        init => field = value ?? Empty;
    } = Empty;

    /// <summary>Container id → its place; only filled by an inspection.</summary>
    public IReadOnlyDictionary<string, NetworkContainer> Containers
    {
        get;
        init => field = value ?? None;
    } = None;

    private static IReadOnlyDictionary<string, string> Empty { get; } = new Dictionary<string, string>();
    private static IReadOnlyDictionary<string, NetworkContainer> None { get; } = new Dictionary<string, NetworkContainer>();
}
