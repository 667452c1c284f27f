using System.Text.RegularExpressions;
using Phederation.Containers.Oci;

namespace Phederation.Containers.Registry;

/// <summary>The names that the distribution specification allows; anything else could change the request's path.</summary>
internal static partial class RegistryName
{
    public static string Repository(string name) =>
        name.Length <= 255 && RepositoryText().IsMatch(name)
            ? name
            : throw new RegistryException(RegistryErrorKind.InvalidAddress, "name a repository", $"'{name}' is no repository's name.");

    public static string Reference(string reference) =>
        Digest.TryParse(reference, out _) || TagText().IsMatch(reference)
            ? reference
            : throw new RegistryException(
                RegistryErrorKind.InvalidAddress,
                "name an image",
                $"'{reference}' is neither a tag nor a digest."
            );

    [GeneratedRegex(
        @"^[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*\z",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex RepositoryText();

    [GeneratedRegex(@"^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}\z")]
    private static partial Regex TagText();
}
