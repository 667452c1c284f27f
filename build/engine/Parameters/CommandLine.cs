namespace Nuke.Common.Execution;

/// <summary>
/// The arguments, taken apart: target names up to the first dash, then named parameters, each with all tokens up to the next dash
/// (<c>--name value value</c>) or with one after an equals sign (<c>--name=value</c>, also for values that begin with a dash).
/// </summary>
internal sealed class CommandLine
{
    private CommandLine(IReadOnlyList<string> positional, IReadOnlyList<NamedArgument> named)
    {
        Positional = positional;
        Named = named;
    }

    /// <summary>The names before the first dash.</summary>
    public IReadOnlyList<string> Positional { get; }

    /// <summary>The named parameters in the order given.</summary>
    public IReadOnlyList<NamedArgument> Named { get; }

    /// <summary>Takes arguments apart.</summary>
    /// <exception cref="BuildUsageException">A parameter has no name or is given twice.</exception>
    public static CommandLine Parse(IReadOnlyList<string> arguments)
    {
        var positional = arguments.TakeWhile(argument => !IsName(argument)).ToList();
        var named = new List<NamedArgument>();
        foreach (var argument in arguments.Skip(positional.Count))
        {
            if (!IsName(argument))
            {
                named[^1].Values.Add(argument);
                continue;
            }

            var parts = argument.TrimStart('-').Split('=', 2);
            if (Names.Key(parts[0]).Length == 0)
            {
                throw new BuildUsageException($"'{argument}' is no parameter: a name must follow the dashes.");
            }

            if (named.Exists(earlier => Names.Same(earlier.Name, parts[0])))
            {
                throw new BuildUsageException($"--{parts[0]} is given twice.");
            }

            named.Add(new NamedArgument(parts[0], [.. parts.Skip(1)]));
        }

        return new CommandLine(positional, named);
    }

    /// <summary>The values of a named parameter; null when it is not given, empty for a bare flag.</summary>
    public IReadOnlyList<string>? Find(string name) => Named.FirstOrDefault(argument => Names.Same(argument.Name, name))?.Values;

    private static bool IsName(string argument) => argument.StartsWith('-');
}
