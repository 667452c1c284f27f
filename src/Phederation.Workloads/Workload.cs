using Phederation.Text;
using Phederation.Workloads.Reading;
using Phederation.Workloads.Steps;
using Phederation.Workloads.Transcripts;

namespace Phederation.Workloads;

/// <summary>
/// What an image is put through while its syscalls are recorded, and again while its profile is enforced: a service, how it is
/// reached, and steps in order, each with the phase it belongs to and what it must answer. Read from <c>workload.toml</c>.
/// </summary>
public sealed record Workload
{
    /// <summary>The file it was read from, as it was named.</summary>
    public required string File { get; init; }

    /// <summary>Lower-case hexadecimal SHA-256 of the file's bytes: evidence and verdicts are bound to it.</summary>
    public required string Sha256 { get; init; }

    /// <summary>How the service is reached and when it counts as ready.</summary>
    public required ServiceSpec Service { get; init; }

    /// <summary>Accounts by name that the steps connect with.</summary>
    public required IReadOnlyDictionary<string, AccountSpec> Accounts { get; init; }

    /// <summary>What the service talks to, in the order in which it is started.</summary>
    public IReadOnlyList<PeerSpec> Peers { get; init; } = [];

    /// <summary>Secrets that are certificates.</summary>
    public IReadOnlyList<CertificateSpec> Certificates { get; init; } = [];

    /// <summary>What is taken out of the answers before they are compared, besides the built-in rules.</summary>
    public required IReadOnlyList<NormaliserRule> Rules { get; init; }

    /// <summary>The steps in the order in which they run; at least one.</summary>
    public required IReadOnlyList<WorkloadStep> Steps { get; init; }

    /// <summary>Reads a workload file.</summary>
    /// <exception cref="TomlException">The file isn't a workload; the message says where and how to mend it.</exception>
    /// <exception cref="IOException">The file can't be read.</exception>
    public static Workload Load(string path) => Parse(System.IO.File.ReadAllBytes(path), path);

    /// <summary>Reads a workload from UTF-8 text; <paramref name="file"/> names it in messages.</summary>
    /// <exception cref="TomlException">The text isn't a workload.</exception>
    public static Workload Parse(ReadOnlySpan<byte> text, string file) => WorkloadReader.Read(text, file);
}
