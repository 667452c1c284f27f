using Phederation.Containers.Hardening;

namespace Phederation.Site.Release;

/// <summary>What a site sets of its services' environments: only what their signed contracts leave to it.</summary>
public static class SiteSettings
{
    private const int LongestValue = 4096;

    /// <summary>Adds changes to what a site has set.</summary>
    /// <param name="settings">What it has set, by <c>SERVICE.VARIABLE</c>.</param>
    /// <param name="changes">Texts <c>SERVICE.VARIABLE=VALUE</c>; one without a value takes the setting back.</param>
    /// <param name="stacks">The editions of the release: a setting is known when one of them has it.</param>
    /// <exception cref="SiteException">A text has another form, or no service leaves such a variable to the site.</exception>
    public static IReadOnlyDictionary<string, string> Change(
        IReadOnlyDictionary<string, string> settings,
        IReadOnlyList<string> changes,
        IReadOnlyList<SiteStack> stacks
    )
    {
        var changed = new SortedDictionary<string, string>(settings.ToDictionary(), StringComparer.Ordinal);
        var known = stacks
            .SelectMany(stack => stack.Services.Concat(stack.Jobs))
            .SelectMany(service => service.Runtime.Settings.Select(setting => Key(service, setting)))
            .ToHashSet(StringComparer.Ordinal);
        foreach (var change in changes)
        {
            var (key, value) = change.Split('=', 2) is [var name, var text]
                ? (name, text)
                : throw new SiteException(
                    ExitCode.Usage,
                    $"--set '{change}' does not say what to set.",
                    "Write SERVICE.VARIABLE=VALUE; without a value, the setting is taken back."
                );
            if (!known.Contains(key))
            {
                throw new SiteException(
                    ExitCode.Usage,
                    $"--set '{key}': the release leaves no such setting to a site.",
                    known.Count > 0 ? $"Its settings: {string.Join(", ", known.Order(StringComparer.Ordinal))}." : "It has none."
                );
            }

            if (value.Length > LongestValue || value.Any(char.IsControl))
            {
                throw new SiteException(
                    ExitCode.Usage,
                    $"--set '{key}': the value is longer than {LongestValue} characters, or has control characters.",
                    "Give a shorter value of one line."
                );
            }

            if (value.Length > 0)
            {
                changed[key] = value;
            }
            else
            {
                changed.Remove(key);
            }
        }

        return changed;
    }

    /// <summary>The stack as a site runs it: with its settings, and without the services that lack one they need.</summary>
    /// <param name="stack">The stack of the release.</param>
    /// <param name="settings">What the site has set.</param>
    /// <param name="has">Whether a service has all else that it needs; null: it is taken for granted.</param>
    public static SiteStack Apply(SiteStack stack, IReadOnlyDictionary<string, string> settings, Func<SiteService, bool>? has = null) =>
        new(
            stack.ReleaseVersion,
            stack.Policy,
            [
                .. stack
                    .Services.Where(service => Missing(service, settings).Count == 0 && has?.Invoke(service) != false)
                    .Select(service => With(service, settings)),
            ],
            stack.SeenVersions
        )
        {
            Edition = stack.Edition,
            Expires = stack.Expires,
            Jobs = [.. stack.Jobs.Select(job => With(job, settings))],
        };

    /// <summary>The settings that a service needs and the site has not set.</summary>
    public static IReadOnlyList<SiteSetting> Missing(SiteService service, IReadOnlyDictionary<string, string> settings) =>
        [
            .. service.Runtime.Settings.Where(setting =>
                setting.Required && !settings.ContainsKey(Key(service, setting)) && !service.Runtime.Environment.ContainsKey(setting.Name)
            ),
        ];

    /// <summary>How a setting is named: <c>SERVICE.VARIABLE</c>.</summary>
    public static string Key(SiteService service, SiteSetting setting) => $"{service.Name}.{setting.Name}";

    private static SiteService With(SiteService service, IReadOnlyDictionary<string, string> settings) =>
        service.With(
            from setting in service.Runtime.Settings
            where settings.ContainsKey(Key(service, setting))
            select KeyValuePair.Create(setting.Name, settings[Key(service, setting)])
        );
}
