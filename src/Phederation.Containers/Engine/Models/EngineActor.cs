namespace Phederation.Containers.Engine.Models;

/// <summary>What an event happened to.</summary>
public sealed record EngineActor
{
    public string ID
    {
        get;
        init => field = value ?? "";
    } = "";

    /// <summary>Labels, and facts such as exitCode and name.</summary>
    public IReadOnlyDictionary<string, string> Attributes
    {
        get;
        init => field = value ?? Empty;
    } = Empty;

    private static IReadOnlyDictionary<string, string> Empty { get; } = new Dictionary<string, string>();
}
