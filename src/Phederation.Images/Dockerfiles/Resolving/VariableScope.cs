using Phederation.Images.Dockerfiles.Instructions;

namespace Phederation.Images.Dockerfiles.Resolving;

/// <summary>What variables are worth at a place of a Dockerfile: the environment goes before arguments of the same name.</summary>
internal sealed class VariableScope
{
    private readonly Dictionary<string, string> _arguments = [];
    private readonly OrderedDictionary<string, string> _environment = new(StringComparer.Ordinal);

    /// <summary>The environment as an image's configuration writes it, in the order in which names came up.</summary>
    public IReadOnlyList<string> Environment => [.. _environment.Select(variable => $"{variable.Key}={variable.Value}")];

    /// <summary>The value of a variable, null when it is not set.</summary>
    public string? this[string name] => _environment.TryGetValue(name, out var value) ? value : _arguments.GetValueOrDefault(name);

    /// <summary>Takes over the environment of the image below.</summary>
    public void Inherit(IEnumerable<string> environment)
    {
        foreach (var variable in environment)
        {
            var equals = variable.IndexOf('=', StringComparison.Ordinal);
            Set(equals < 0 ? variable : variable[..equals], equals < 0 ? "" : variable[(equals + 1)..]);
        }
    }

    /// <summary>Sets an environment variable.</summary>
    public void Set(string name, string value) => _environment[name] = value;

    /// <summary>Declares arguments: what the build was told goes before the global value, that before the default.</summary>
    public void Declare(ArgInstruction instruction, IReadOnlyDictionary<string, string> told, VariableScope? global)
    {
        // All are worked out before the first one counts, as the engine does it: ARG a=1 b=$a takes the $a of before.
        var declared = instruction
            .Variables.Select(variable => (Name: variable.Name.Expand(other => this[other]), variable.Value))
            .Select(variable =>
                (
                    variable.Name,
                    Value: told.GetValueOrDefault(variable.Name) ?? variable.Value?.Expand(other => this[other]) ?? global?[variable.Name]
                )
            )
            .ToList();
        foreach (var (name, value) in declared)
        {
            if (value is not null)
            {
                _arguments[name] = value;
            }
        }
    }

    /// <summary>The scope of FROM: the arguments before the first one.</summary>
    public static VariableScope Global(Dockerfile dockerfile, IReadOnlyDictionary<string, string> told)
    {
        var scope = new VariableScope();
        foreach (var instruction in dockerfile.GlobalArguments)
        {
            scope.Declare(instruction, told, null);
        }

        return scope;
    }
}
