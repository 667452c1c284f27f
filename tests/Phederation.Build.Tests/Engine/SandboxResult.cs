namespace Phederation.Build.Tests.Engine;

/// <summary>How a test build ended.</summary>
internal sealed record SandboxResult(int ExitCode, string Output)
{
    /// <summary>The targets whose actions ran, in order.</summary>
    public IReadOnlyList<string> Ran =>
        [.. Output.Split('\n').Where(line => line.StartsWith("ran ", StringComparison.Ordinal)).Select(line => line[4..].Trim())];

    /// <summary>The names of the plan that --plan printed, in order.</summary>
    public IReadOnlyList<string> Planned =>
        [
            .. Output
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]),
        ];

    /// <summary>The summary's word about a target.</summary>
    public string StatusOf(string target) =>
        Output
            .Split('\n')
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Last(words => words.Length > 1 && words[0] == target)[1];
}
