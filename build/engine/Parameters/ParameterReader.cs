namespace Nuke.Common.Execution;

/// <summary>
/// Finds the value of a parameter. Precedence: command line, target words, environment, profile files (the last one named first),
/// parameters.json. An environment variable matches by its letters and digits with the prefix NUKE (<c>NUKE_ROOT_KEY</c>), or without it
/// if the name has several words (<c>ROOT_KEY</c>). A name of one word must be spelt as the member is: PROJECT, OUTPUT or FILTER mean
/// something else on many machines, and would change what is built or tested unseen.
/// </summary>
internal sealed class ParameterReader
{
    private readonly CommandLine _commandLine;
    private readonly BuildContext _context;
    private readonly IReadOnlyList<ParameterFile> _files;

    private ParameterReader(CommandLine commandLine, BuildContext context, IReadOnlyList<ParameterFile> files)
    {
        _commandLine = commandLine;
        _context = context;
        _files = files;
    }

    /// <summary>A reader that has the files of the profiles at hand.</summary>
    /// <exception cref="BuildUsageException">A profile has no file.</exception>
    /// <exception cref="ParameterFileException">A file is malformed.</exception>
    public static ParameterReader Create(CommandLine commandLine, BuildContext context)
    {
        var bare = new ParameterReader(commandLine, context, []);
        var profile = ParameterDiscovery.BuiltIn.First(parameter => parameter.Name == ParameterDiscovery.Profile);
        var profiles = bare.Find(profile) is { } value ? (string[])ParameterConverter.Convert(profile, value) : [];
        var folder = Path.Combine(context.Root, ".nuke");
        var files = profiles.Reverse().Select(name => ReadProfile(folder, name)).ToList();
        var common = Path.Combine(folder, "parameters.json");
        return new ParameterReader(commandLine, context, File.Exists(common) ? [.. files, ParameterFile.Read(common)] : files);
    }

    /// <summary>What is given for a parameter; null when nothing is.</summary>
    public ParameterValue? Find(Parameter parameter) =>
        FromCommandLine(parameter) ?? FromTargetWords(parameter) ?? FromEnvironment(parameter) ?? FromFiles(parameter);

    /// <summary>Refuses names that no parameter has, on the command line and in files.</summary>
    /// <exception cref="BuildUsageException">A name is unknown; the message has the nearest one.</exception>
    public void RejectUnknown(IReadOnlyList<Parameter> known)
    {
        foreach (var argument in _commandLine.Named)
        {
            Reject(argument.Name, $"--{argument.Name}", known.Select(parameter => $"--{Names.Dashed(parameter.Name)}"));
        }

        foreach (var (file, name) in _files.SelectMany(file => file.Values.Keys.Select(name => (file, name))))
        {
            Reject(name, $"{file.Path}: '{name}'", known.Select(parameter => parameter.Name));
        }

        void Reject(string name, string where, IEnumerable<string> names)
        {
            if (!known.Any(parameter => Names.Same(parameter.Name, name)))
            {
                throw new BuildUsageException($"{where} is no parameter of this build. {Names.Suggest(name, names)}");
            }
        }
    }

    private static ParameterFile ReadProfile(string folder, string name)
    {
        var path = Path.Combine(folder, $"parameters.{name}.json");
        return File.Exists(path) ? ParameterFile.Read(path) : throw new BuildUsageException($"The profile '{name}' has no file '{path}'.");
    }

    private ParameterValue? FromCommandLine(Parameter parameter) =>
        _commandLine.Find(parameter.Name) is { } tokens
            ? new ParameterValue(tokens, $"--{Names.Dashed(parameter.Name)}", _context.WorkingDirectory)
            : null;

    private ParameterValue? FromTargetWords(Parameter parameter) =>
        parameter.Name == ParameterDiscovery.Target && _commandLine.Positional.Count > 0
            ? new ParameterValue(_commandLine.Positional, "the command line", _context.WorkingDirectory)
            : null;

    private ParameterValue? FromEnvironment(Parameter parameter)
    {
        var key = Names.Key(parameter.Name);
        var matches = Variables(name => Names.Key(name) == $"nuke{key}");
        if (matches.Count == 0 && !parameter.IsBuiltIn)
        {
            matches = Variables(name => name == parameter.Name || (parameter.HasSeveralWords && Names.Key(name) == key));
        }

        if (matches.Select(variable => variable.Value).Distinct().Count() > 1)
        {
            var names = string.Join(", ", matches.Select(variable => variable.Key));
            throw new BuildUsageException($"The environment gives several values for {parameter.Name}: {names}. Leave one of them.");
        }

        return matches.Count == 0
            ? null
            : new ParameterValue([matches[0].Value], $"environment {matches[0].Key}", _context.WorkingDirectory);
    }

    private List<KeyValuePair<string, string>> Variables(Func<string, bool> fits) =>
        [.. _context.Environment.Where(variable => variable.Value.Length > 0 && fits(variable.Key))];

    private ParameterValue? FromFiles(Parameter parameter) =>
        _files
            .SelectMany(file => file.Values.Select(entry => (file.Path, entry.Key, entry.Value)))
            .Where(entry => Names.Same(entry.Key, parameter.Name) && entry.Value.Count > 0)
            .Select(entry => new ParameterValue(entry.Value, entry.Path, _context.Root))
            .FirstOrDefault();
}
