using System.Reflection;

namespace Nuke.Common.Execution;

/// <summary>Checks, before anything runs, what the scheduled targets need.</summary>
internal static class Requirements
{
    /// <summary>Checks all requirements and tells all that are missing at once.</summary>
    /// <exception cref="BuildUsageException">Something is missing.</exception>
    public static void Check(NukeBuild build, IEnumerable<Parameter> parameters)
    {
        var missing = parameters
            .Where(parameter => parameter.IsRequired && IsBlank(Value(build, parameter.Member!)))
            .Select(parameter => $"--{Names.Dashed(parameter.Name)} must be given.")
            .Concat(build.ScheduledTargets.SelectMany(Missing))
            .Distinct()
            .ToList();
        if (missing.Count > 0)
        {
            throw new BuildUsageException(string.Join(Environment.NewLine + "       ", missing));
        }
    }

    private static IEnumerable<string> Missing(ExecutableTarget target) =>
        target
            .Requirements.Where(requirement => !requirement.Holds())
            .Select(requirement =>
                requirement.Member is { } member
                    ? $"The target {target.Name} needs --{Names.Dashed(member)}."
                    : $"The target {target.Name} requires: {requirement.Text}."
            );

    private static object? Value(NukeBuild build, MemberInfo member) =>
        member is FieldInfo field ? field.GetValue(build) : ((PropertyInfo)member).GetValue(build);

    private static bool IsBlank(object? value) =>
        value is null || (value is string text && string.IsNullOrWhiteSpace(text)) || value is System.Collections.ICollection { Count: 0 };
}
