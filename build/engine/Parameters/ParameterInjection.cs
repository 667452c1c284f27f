using System.Reflection;

namespace Nuke.Common.Execution;

/// <summary>Sets the members of a build to the values given.</summary>
internal static class ParameterInjection
{
    /// <summary>Sets every member for which a value is given; the others keep what the class says.</summary>
    /// <returns>The values that do not come from the command line, for the log: they are easy to forget.</returns>
    /// <exception cref="BuildUsageException">A value doesn't fit.</exception>
    public static IReadOnlyList<(Parameter Parameter, ParameterValue Value)> Inject(
        NukeBuild build,
        IEnumerable<Parameter> parameters,
        ParameterReader reader,
        SecretMask secrets
    )
    {
        var quiet = new List<(Parameter, ParameterValue)>();
        foreach (var parameter in parameters)
        {
            if (reader.Find(parameter) is not { } value)
            {
                continue;
            }

            if (parameter.IsSecret)
            {
                secrets.AddRange(value.Tokens);
            }

            Set(build, parameter, ParameterConverter.Convert(parameter, value));
            if (!value.Source.StartsWith('-'))
            {
                quiet.Add((parameter, value));
            }
        }

        return quiet;
    }

    private static void Set(NukeBuild build, Parameter parameter, object value)
    {
        switch (parameter.Member)
        {
            case FieldInfo field:
                field.SetValue(build, value);
                break;
            case PropertyInfo { SetMethod: not null } property:
                property.SetValue(build, value);
                break;
            case PropertyInfo property when BackingField(property) is { } field:
                field.SetValue(build, value);
                break;
            default:
                throw new BuildDefinitionException($"The parameter '{parameter.Name}' can't be set: make it a field or '{{ get; }}'.");
        }
    }

    // A get-only automatic property is what build classes write; its field is named so by the compiler.
    private static FieldInfo? BackingField(PropertyInfo property) =>
        property.DeclaringType?.GetField($"<{property.Name}>k__BackingField", BindingFlags.Instance | BindingFlags.NonPublic);
}
