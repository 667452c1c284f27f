using System.Text.RegularExpressions;

namespace Phederation.Fuzzing.Oracles.State;

/// <summary>A difference of two JSON values.</summary>
/// <param name="Path">Where: <c>name[0].given[1]</c>; empty is the whole.</param>
/// <param name="Expected">What should be there, shortened; null is nothing.</param>
/// <param name="Actual">What is there; null is nothing.</param>
internal sealed record JsonDifference(string Path, string? Expected, string? Actual)
{
    /// <summary>What kind of change it is, and of what kind of datum (<see cref="JsonChange"/>).</summary>
    public string Kind { get; init; } = "";

    /// <summary>For a person.</summary>
    public override string ToString() =>
        $"{(Path.Length == 0 ? "the body" : Path)} is {Actual ?? "not there"}, was {Expected ?? "not there"}";

    /// <summary>Where, without the positions in lists.</summary>
    public string Place => Regex.Replace(Path, @"\[[0-9]+\]", "", RegexOptions.NonBacktracking);
}
