using System.Reflection;

namespace Nuke.Common.Execution;

/// <summary>The parameters of a build class, and those of the engine.</summary>
internal static class ParameterDiscovery
{
    /// <summary>The name of the parameter with the targets.</summary>
    public const string Target = "Target";

    /// <summary>The name of the parameter with the targets to leave out.</summary>
    public const string Skip = "Skip";

    /// <summary>The name of the parameter with the root folder.</summary>
    public const string Root = "Root";

    /// <summary>The name of the parameter with the profiles to load.</summary>
    public const string Profile = "Profile";

    /// <summary>The engine's own parameters, named as Nuke names them.</summary>
    public static IReadOnlyList<Parameter> BuiltIn { get; } =
    [
        Own("Help", "Shows the targets and parameters", typeof(bool)),
        Own("Host", "Host for execution; taken for compatibility, there is one host", typeof(string)),
        Own("NoLogo", "Leaves out the first line", typeof(bool)),
        Own("Plan", "Shows the targets that would run, in their order", typeof(bool)),
        Own(Profile, "Profiles to load: .nuke/parameters.PROFILE.json, later ones win", typeof(string[])) with
        {
            Separator = '+',
        },
        Own(Root, "Root folder; default: the first folder upwards that holds .nuke", typeof(string)),
        Own(Skip, "Targets to leave out; without a list everything that is not invoked", typeof(string[])) with
        {
            Separator = '+',
        },
        Own(Target, "Targets to run; also as plain words before the first parameter", typeof(string[])) with
        {
            Separator = '+',
        },
        Own("Verbosity", "How much is printed", typeof(Verbosity)),
    ];

    /// <summary>The parameters that members of a build class declare, base classes first.</summary>
    /// <exception cref="BuildDefinitionException">A member can't be set, or a name is used twice.</exception>
    public static IReadOnlyList<Parameter> Find(Type build)
    {
        var own = Members(build).Select(Describe).ToList();
        var twice = own.Concat(BuiltIn).GroupBy(parameter => Names.Key(parameter.Name)).FirstOrDefault(group => group.Count() > 1);
        return twice is null
            ? own
            : throw new BuildDefinitionException($"The parameter name '{twice.First().Name}' is used twice in the build class.");
    }

    private static IEnumerable<MemberInfo> Members(Type build)
    {
        const BindingFlags Own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        for (var type = build; type is not null && type != typeof(object); type = type.BaseType)
        {
            foreach (var member in type.GetMembers(Own).Where(member => member is FieldInfo or PropertyInfo))
            {
                if (member.IsDefined(typeof(ParameterAttribute)))
                {
                    yield return member;
                }
            }
        }
    }

    private static Parameter Describe(MemberInfo member)
    {
        var attribute = member.GetCustomAttribute<ParameterAttribute>()!;
        var type = member is FieldInfo field ? field.FieldType : ((PropertyInfo)member).PropertyType;
        return new Parameter(attribute.Name ?? member.Name, attribute.Description?.TrimEnd('.'), type)
        {
            Separator = string.IsNullOrEmpty(attribute.Separator) ? null : attribute.Separator[0],
            IsListed = attribute.List,
            IsSecret = member.IsDefined(typeof(SecretAttribute)),
            IsRequired = member.IsDefined(typeof(RequiredAttribute)),
            Member = member,
        };
    }

    private static Parameter Own(string name, string description, Type type) => new(name, description, type) { IsBuiltIn = true };
}
