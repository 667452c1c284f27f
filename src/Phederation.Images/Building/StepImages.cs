using System.Text.RegularExpressions;
using Phederation.Containers.Engine;

namespace Phederation.Images.Building;

/// <summary>Reads from the classic builder's output which images the steps of a build gave.</summary>
internal sealed partial class StepImages : IProgress<BuildEvent>
{
    private readonly List<string> _ids = [];

    /// <summary>Their short IDs, each before the one that it stands on; the last may be the base.</summary>
    public IEnumerable<string> Downwards => _ids.AsEnumerable().Reverse();

    /// <inheritdoc />
    public void Report(BuildEvent value)
    {
        if (value.Kind == BuildEventKind.Output && StepText().Match(value.Text) is { Success: true } match)
        {
            _ids.Add(match.Groups["id"].Value);
        }
    }

    [GeneratedRegex(@"^ ---> (?<id>[0-9a-f]{12})\s*\z", RegexOptions.ExplicitCapture)]
    private static partial Regex StepText();
}
