using System.Security.Cryptography;
using System.Text;
using Phederation.Seccomp.Recording;

namespace Phederation.Seccomp.Evidences;

/// <summary>What a workload's run showed of an image's syscalls: the ground on which its profile stands.</summary>
public sealed partial record Evidence
{
    // Of these the profile restricts arguments, so they are part of what must be the same in a second run.
    private static readonly HashSet<string> Deciding = new(StringComparer.Ordinal)
    {
        "clone",
        "personality",
        "socket",
        "socketpair",
        "unshare",
    };

    /// <summary>What was observed.</summary>
    public required EvidenceSubject Subject { get; init; }

    /// <summary>How: <see cref="ISyscallRecorder.BackEnd" />.</summary>
    public required string BackEnd { get; init; }

    /// <summary>The runs of the workload that it comes from; one, unless several were merged.</summary>
    public required IReadOnlyList<EvidenceRun> Runs { get; init; }

    /// <summary>What the recorder could not keep.</summary>
    public required RecorderLosses Losses { get; init; }

    /// <summary>The discovery curve, in the order of the run.</summary>
    public required IReadOnlyList<EvidenceStep> Steps { get; init; }

    /// <summary>The observed calls: the program's, then the runtime's, each by ABI and name.</summary>
    public required IReadOnlyList<EvidenceSyscall> Syscalls { get; init; }

    /// <summary>The observed arguments, in the same order.</summary>
    public required IReadOnlyList<EvidenceArgument> Arguments { get; init; }

    /// <summary>Calls that were denied while learning.</summary>
    public required IReadOnlyList<EvidenceDenial> Denials { get; init; }

    /// <summary>How much may have been missed.</summary>
    public required UnseenEstimate Unseen { get; init; }

    /// <summary>The SHA-256 of the evidence's bytes, in hex.</summary>
    public string Sha256 => Convert.ToHexStringLower(SHA256.HashData(ToUtf8()));

    /// <summary>
    /// The SHA-256 of what two runs of the same workload have in common: the subject, the steps, the names of the program's calls, and the arguments that
    /// decide the profile; without counts, times, ids, and without the runtime's calls, which depend on its scheduler.
    /// </summary>
    public string StableSha256
    {
        get
        {
            var lines = new List<string> { Subject.ToString() };
            lines.AddRange(Steps.Where(step => step.Run == 1).Select(step => $"step {step.Id} {step.Phase}"));
            lines.AddRange(Syscalls.Where(call => !call.ByRuntime).Select(call => $"call {call.Abi} {call.Name}"));
            lines.AddRange(
                Arguments
                    .Where(argument => !argument.ByRuntime && Deciding.Contains(argument.Name))
                    .Select(argument => $"argument {argument.Abi} {argument.Name} {string.Join(' ', argument.Values)}")
            );
            return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))));
        }
    }

    /// <summary>What forbids to derive a profile from this evidence; empty when nothing does.</summary>
    public IReadOnlyList<Finding> Problems()
    {
        var problems = new List<Finding>();
        if (Losses.Any)
        {
            problems.Add(
                new Finding(
                    "loss",
                    "recorder",
                    $"The recorder lost events ({Losses}).",
                    "Trace again; raise the recorder's capacities if it happens again."
                )
            );
        }

        if (!Syscalls.Any(call => !call.ByRuntime))
        {
            problems.Add(
                new Finding(
                    "empty",
                    "recorder",
                    "No call of the program was recorded.",
                    "Start the container with the recorder's cgroup parent and the learning profile, on the recorder's own machine."
                )
            );
        }

        problems.AddRange(
            Denials.Select(denial => new Finding(
                "denied",
                denial.Name,
                $"It was denied while learning ({denial.First}).",
                "Learn under the learning profile; a program that installs a filter of its own must not deny what it needs."
            ))
        );
        return problems;
    }
}
