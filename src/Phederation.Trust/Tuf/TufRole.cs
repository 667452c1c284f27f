namespace Phederation.Trust.Tuf;

/// <summary>Who may sign a metadata file, and how many of them must.</summary>
/// <param name="Name">The role, for example <c>targets</c> or <c>targets/releases</c>.</param>
/// <param name="Keys">The keys by their id.</param>
/// <param name="Threshold">How many different keys must have signed, at least 1.</param>
/// <param name="Paths">The beginnings of target names that a delegation may sign; all for the base roles.</param>
internal sealed record TufRole(string Name, IReadOnlyDictionary<string, TufKey> Keys, int Threshold, IReadOnlyList<string> Paths)
{
    public const string Root = "root";
    public const string Targets = "targets";
    public const string Snapshot = "snapshot";
    public const string Timestamp = "timestamp";
    public const string Releases = "targets/releases";

    /// <summary>Whether the name is a base role or a delegation below <c>targets</c>, in the characters that Notary allows.</summary>
    public static bool IsValidName(string name)
    {
        if (name is Root or Targets or Snapshot or Timestamp)
        {
            return true;
        }

        return name.StartsWith("targets/", StringComparison.Ordinal)
            && name.Length <= 255
            && name.Split('/').All(part => part.Length > 0 && part.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-' or '_'));
    }

    /// <summary>Whether the role may sign the target.</summary>
    public bool Covers(string target) => Paths.Any(path => target.StartsWith(path, StringComparison.Ordinal));
}
