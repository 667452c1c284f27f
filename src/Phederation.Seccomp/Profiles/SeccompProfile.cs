using System.Security.Cryptography;

namespace Phederation.Seccomp.Profiles;

/// <summary>A seccomp profile in the engine's form (the <c>linux.seccomp</c> object of the OCI runtime specification).</summary>
public sealed partial record SeccompProfile
{
    /// <summary>What happens to calls without a rule.</summary>
    public required SeccompAction DefaultAction { get; init; }

    /// <summary>The answer to calls without a rule. Engines before 23 ignore it and answer EPERM.</summary>
    public uint? DefaultErrno { get; init; }

    /// <summary>The ABIs the rules hold for (<c>SCMP_ARCH_…</c>); a call of any other is killed.</summary>
    public required IReadOnlyList<string> Architectures { get; init; }

    /// <summary>The rules.</summary>
    public required IReadOnlyList<SyscallRule> Rules { get; init; }

    /// <summary>The calls that can be made, with any or with some arguments, in ordinal order.</summary>
    public IReadOnlyList<string> AllowedNames =>
        [
            .. Rules
                .Where(rule => rule.Verdict.IsAllowed)
                .SelectMany(rule => rule.Names)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>The SHA-256 of <see cref="ToUtf8" />, in hex.</summary>
    public string Sha256 => Convert.ToHexStringLower(SHA256.HashData(ToUtf8()));

    /// <summary>The same profile with one call refused with EPERM: to prove that the loss of a needed call is noticed.</summary>
    /// <exception cref="ArgumentException">The profile does not allow the call.</exception>
    public SeccompProfile Without(string name)
    {
        if (!AllowedNames.Contains(name))
        {
            throw new ArgumentException($"The profile does not allow '{name}'.", nameof(name));
        }

        var rules = Rules
            .Select(rule => rule with { Names = [.. rule.Names.Where(other => other != name)] })
            .Where(rule => rule.Names.Count > 0)
            .Append(
                new SyscallRule
                {
                    Names = [name],
                    Action = SeccompAction.Errno,
                    Errno = SyscallVerdict.NotPermitted,
                }
            );
        return this with { Rules = [.. rules] };
    }

    /// <summary>Records compare lists by reference; a profile is equal when its bytes are.</summary>
    public bool Equals(SeccompProfile? other) => other is not null && ToUtf8().AsSpan().SequenceEqual(other.ToUtf8());

    /// <inheritdoc />
    public override int GetHashCode() => Sha256.GetHashCode(StringComparison.Ordinal);
}
