using System.Reflection;
using Phederation.Site;

namespace Phederation.Launcher;

/// <summary>The root keys that this launcher accepts a release from: those built into it, else those named on the command line.</summary>
internal static class PinnedRootKeys
{
    private const string Metadata = "PhederationRootKeyIds";
    private const int KeyIdLength = 64;

    /// <summary>The key ids built into this launcher; none in a plain development build.</summary>
    public static IReadOnlyList<string> BuiltIn { get; } =
        Split(
            typeof(PinnedRootKeys)
                .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
                .FirstOrDefault(attribute => attribute.Key == Metadata)
                ?.Value
        );

    /// <summary>
    /// What to verify against. A published launcher can't be talked into another root: its pins are the ones that count, and a key named
    /// on the command line must be among them.
    /// </summary>
    public static IReadOnlyList<string> Resolve(IReadOnlyList<string> builtIn, IReadOnlyList<string> named)
    {
        foreach (var id in named)
        {
            if (id.Length != KeyIdLength || !id.All(char.IsAsciiHexDigitLower))
            {
                throw new SiteException(
                    ExitCode.Usage,
                    $"'{id}' is not a root key id: {KeyIdLength} lower-case hexadecimal digits.",
                    "Take it from whoever published the release, not from the release itself."
                );
            }
        }

        if (builtIn.Count == 0)
        {
            return named.Count > 0
                ? named
                : throw new SiteException(
                    ExitCode.Refused,
                    "This launcher is a development build: no root key is built into it, so it can't tell whose release this is.",
                    "Use the launcher of the release, or name the root key that you trust with --root-key-id ID."
                );
        }

        return named.FirstOrDefault(id => !builtIn.Contains(id)) is { } foreign
                ? throw new SiteException(
                    ExitCode.Refused,
                    $"The root key {foreign} is not one that this launcher accepts ({string.Join(", ", builtIn)}).",
                    "Use the launcher that was published with that root key."
                )
            : named.Count > 0 ? named
            : builtIn;
    }

    private static string[] Split(string? ids) =>
        (ids ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
