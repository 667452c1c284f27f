using Phederation.Fuzzing.Sending.Actors;

namespace Phederation.Fuzzing.Sending;

/// <summary>What is asked, who asks, and how far the asking goes.</summary>
public sealed record FuzzTarget
{
    /// <summary>The address that the paths of requests are relative to: <c>http</c> or <c>https</c>, without query and user.</summary>
    public required Uri Base { get; init; }

    /// <summary>Those who ask, beside the anonymous one.</summary>
    public IReadOnlyList<Actor> Actors { get; init; } = [];

    /// <summary>
    /// The hosts beside this machine's own that may be asked, as they stand in <see cref="Base"/>. Whatever isn't loopback must be here: a wrong address
    /// must not become an attack on somebody.
    /// </summary>
    public IReadOnlySet<string> AllowedHosts { get; init; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>A file with the certificates (PEM) that an https target's is checked against; null takes the system's.</summary>
    public string? CertificateFile { get; init; }

    /// <summary>How long an answer may take, with its body.</summary>
    public TimeSpan AnswerLimit { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How much is read of an answer's body, in bytes.</summary>
    public int BodyLimit { get; init; } = 1024 * 1024;

    /// <summary>How much an answer's status line and headers may take, in bytes.</summary>
    public int HeadLimit { get; init; } = 64 * 1024;

    /// <summary>How long a target may take until it serves again after an event.</summary>
    public TimeSpan RecoveryLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The path of <see cref="Base"/>, without a slash at its end.</summary>
    public string BasePath => Base.AbsolutePath.TrimEnd('/');

    /// <summary>Whether the host is named as one that may be asked although it is not this machine.</summary>
    public bool IsAllowedElsewhere => AllowedHosts.Contains(Base.Host, StringComparer.OrdinalIgnoreCase);
}
