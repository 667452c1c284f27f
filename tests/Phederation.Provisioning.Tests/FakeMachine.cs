namespace Phederation.Provisioning.Tests;

/// <summary>A machine as a test wants it: the tests' own can't lose its engine or its rights.</summary>
internal sealed class FakeMachine : IMachine
{
    public bool IsLinux { get; init; } = true;

    public bool IsRoot { get; init; } = true;

    public string User => "ada";

    public bool HasSystemd { get; init; }

    public required string ServicePolicyFile { get; init; }

    public HashSet<string> Programs { get; } = ["apt-get", "update-rc.d", "systemctl"];

    public Dictionary<string, string> Variables { get; } = [];

    public bool Has(string program) => Programs.Contains(program);

    public string? Variable(string name) => Variables.GetValueOrDefault(name);

    /// <summary>Gives the machine every program of groups.</summary>
    public FakeMachine Provide(NeedGroups groups)
    {
        Programs.UnionWith(Needs.Of(groups).SelectMany(need => need.Programs));
        return this;
    }
}
