using Phederation.Images.Auditing.Secrets;

namespace Phederation.Images.Auditing.Reading;

/// <summary>The few files whose bytes a check reads as a whole.</summary>
internal static class KeptFiles
{
    /// <summary>The accounts.</summary>
    public const string Passwd = "etc/passwd";

    /// <summary>The groups.</summary>
    public const string Group = "etc/group";

    /// <summary>The passwords.</summary>
    public const string Shadow = "etc/shadow";

    /// <summary>Whether a file's bytes are kept while they are few.</summary>
    public static bool Wants(string path) => IsAccountFile(path) || CredentialNames.NeedsContent(path);

    /// <summary>Whether a file is one of the accounts'.</summary>
    public static bool IsAccountFile(string path) => path is Passwd or Group or Shadow or "etc/passwd-" or "etc/shadow-";
}
