using System.Text.Json;
using Phederation.Seccomp.Profiles;

namespace Phederation.Seccomp.Synthesis;

/// <summary>A profile and everything that has to be said about it.</summary>
/// <param name="Profile">The profile.</param>
/// <param name="Reasons">One per allowed call, in ordinal order of their names.</param>
/// <param name="Violations">What stands against the profile: a release must not have any.</param>
/// <param name="Notes">What a reader should know, without judgement.</param>
public sealed record SynthesisResult(
    SeccompProfile Profile,
    IReadOnlyList<SyscallReason> Reasons,
    IReadOnlyList<Finding> Violations,
    IReadOnlyList<string> Notes
)
{
    /// <summary>The reasons as deterministic JSON (<c>reasons.json</c>).</summary>
    public byte[] ReasonsToUtf8() =>
        JsonText.Write(writer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("schema", 1);
            writer.WriteString("profileSha256", Profile.Sha256);
            writer.WriteStrings("notes", Notes);
            writer.WriteObjects("syscalls", Reasons, reason => Write(writer, reason));
            writer.WriteEndObject();
        });

    internal static void Write(Utf8JsonWriter writer, SyscallReason reason)
    {
        writer.WriteString("name", reason.Name);
        writer.WriteString("origin", reason.Origin.ToString().ToLowerInvariant());
        writer.WriteString("why", reason.Why);
        writer.WriteString("risk", reason.Risk.ToString().ToLowerInvariant());
        if (reason.ArgumentRule is not null)
        {
            writer.WriteString("arguments", reason.ArgumentRule);
        }

        if (reason.IsStartupOnly)
        {
            writer.WriteBoolean("startupOnly", true);
        }

        writer.WriteStrings("phases", reason.Phases);
        writer.WriteStrings("vulnerabilities", reason.Vulnerabilities);
    }
}
