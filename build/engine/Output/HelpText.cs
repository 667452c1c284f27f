namespace Nuke.Common.Execution;

/// <summary>What <c>--help</c> prints.</summary>
internal static class HelpText
{
    /// <summary>The targets with their dependencies, the parameters and the exit codes.</summary>
    public static string Of(
        IEnumerable<ExecutableTarget> targets,
        IReadOnlyList<Parameter> own,
        IEnumerable<(int Code, string Meaning)> exitCodes
    ) =>
        string.Join(
            Environment.NewLine,
            [
                "Usage: build/build.sh [TARGET…] [--PARAMETER VALUE…]",
                "",
                "Targets (→ what runs before):",
                "",
                .. Table(targets.Where(target => target.IsListed).Select(target => (NameOf(target), TextOf(target)))),
                "",
                "Parameters of this build (also from the environment as NUKE_NAME, or from .nuke/parameters.json):",
                "",
                .. Table(own.Where(parameter => parameter.IsListed).OrderBy(parameter => parameter.Name).Select(Row)),
                "",
                "Parameters of every build:",
                "",
                .. Table(ParameterDiscovery.BuiltIn.Select(Row)),
                "",
                "Exit codes:",
                "",
                .. Table(exitCodes.Select(exit => ($"{exit.Code}", exit.Meaning))),
            ]
        );

    private static string NameOf(ExecutableTarget target) => target.IsDefault ? $"{target.Name} (default)" : target.Name;

    private static string TextOf(ExecutableTarget target)
    {
        var before = string.Join(", ", target.Dependencies.Select(dependency => dependency.Name));
        return string.Join("  ", new[] { target.Description ?? "", before.Length > 0 ? $"→ {before}" : "" }.Where(part => part.Length > 0));
    }

    private static (string Name, string Text) Row(Parameter parameter)
    {
        var values = parameter.ValueSet is { } set ? $" ({string.Join(", ", set)})" : "";
        var required = parameter.IsRequired ? " (required)" : "";
        return ($"--{Names.Dashed(parameter.Name)}", $"{parameter.Description}{values}{required}");
    }

    private static IEnumerable<string> Table(IEnumerable<(string Name, string Text)> rows)
    {
        var list = rows.ToList();
        var width = list.Select(row => row.Name.Length).DefaultIfEmpty().Max() + 3;
        return list.Select(row => $"  {row.Name.PadRight(width)}{row.Text}".TrimEnd());
    }
}
