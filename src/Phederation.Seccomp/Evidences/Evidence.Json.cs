using Phederation.Seccomp.Recording;

namespace Phederation.Seccomp.Evidences;

public sealed partial record Evidence
{
    /// <summary>The only layout of the file that is known.</summary>
    public const int Schema = 1;

    /// <summary>A larger file is refused.</summary>
    public const int LargestFile = 16 * 1024 * 1024;

    /// <summary>Reads an evidence file.</summary>
    /// <exception cref="SeccompFormatException">It is no evidence; says where and why.</exception>
    public static Evidence Load(string path)
    {
        using var stream = File.OpenRead(path);
        if (stream.Length > LargestFile)
        {
            throw new SeccompFormatException(path, "$", $"it has {stream.Length} bytes, more than the {LargestFile} that are read");
        }

        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return ParseUtf8(bytes, path);
    }

    /// <inheritdoc cref="Load" />
    public static Evidence ParseUtf8(ReadOnlyMemory<byte> json, string source = "evidence")
    {
        var root = JsonCursor
            .Parse(json, source, LargestFile)
            .Only("schema", "subject", "backEnd", "runs", "losses", "steps", "unseen", "syscalls", "arguments", "denials");
        if (root["schema"].Int32() != Schema)
        {
            throw root["schema"].Error($"only schema {Schema} is known");
        }

        var subject = ParseSubject(root["subject"]);
        var syscalls = root["syscalls"].List(ParseSyscall);
        return new Evidence
        {
            Subject = subject,
            BackEnd = root["backEnd"].String(),
            // Absent in files that were written when each was of one run.
            Runs = root.Optional("runs")?.List(ParseRun) ?? [RunOf(subject, root["backEnd"].String(), syscalls)],
            Losses = ParseLosses(root["losses"]),
            Steps = root["steps"].List(ParseStep),
            Unseen = ParseUnseen(root["unseen"]),
            Syscalls = syscalls,
            Arguments = root["arguments"].List(ParseArgument),
            Denials = root["denials"].List(ParseDenial),
        };
    }

    /// <summary>Writes the evidence: a file of that name is replaced as a whole.</summary>
    public void Save(string path)
    {
        var temporary = path + ".new";
        File.WriteAllBytes(temporary, ToUtf8());
        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>The evidence as deterministic JSON.</summary>
    public byte[] ToUtf8() =>
        JsonText.Write(writer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("schema", Schema);
            Write(writer, Subject);
            writer.WriteString("backEnd", BackEnd);
            writer.WriteObjects("runs", Runs, run => Write(writer, run));
            Write(writer, Losses);
            Write(writer, Unseen);
            writer.WriteObjects("steps", Steps, step => Write(writer, step));
            writer.WriteObjects("syscalls", Syscalls, call => Write(writer, call));
            writer.WriteObjects("arguments", Arguments, argument => Write(writer, argument));
            writer.WriteObjects("denials", Denials, denial => Write(writer, denial));
            writer.WriteEndObject();
        });

    /// <summary>The run that evidence of one run comes from.</summary>
    internal static EvidenceRun RunOf(EvidenceSubject subject, string backEnd, IReadOnlyList<EvidenceSyscall> syscalls) =>
        new(subject.Kernel, subject.Engine, subject.Runtime, backEnd, syscalls.Count(call => !call.ByRuntime));

    private static EvidenceRun ParseRun(JsonCursor run)
    {
        run.Only("kernel", "engine", "runtime", "backEnd", "distinct", "sha256");
        return new EvidenceRun(
            run["kernel"].String(),
            run["engine"].String(),
            run["runtime"].String(),
            run["backEnd"].String(),
            run["distinct"].Int32(),
            run.Optional("sha256")?.String()
        );
    }

    private static SyscallAbi ParseAbi(JsonCursor value) =>
        SyscallAbis.TryParse(value.String(), out var abi) ? abi : throw value.Error("the ABI is unknown");

    private static EvidenceSubject ParseSubject(JsonCursor subject)
    {
        subject.Only("imageName", "imageId", "workloadSha256", "architecture", "kernel", "engine", "runtime", "libc");
        return new EvidenceSubject
        {
            ImageName = subject["imageName"].String(),
            ImageId = subject["imageId"].String(),
            WorkloadSha256 = subject["workloadSha256"].String(),
            Architecture = ParseAbi(subject["architecture"]).ToName(),
            Kernel = subject["kernel"].String(),
            Engine = subject["engine"].String(),
            Runtime = subject["runtime"].String(),
            Libc = subject["libc"].String(),
        };
    }

    private static RecorderLosses ParseLosses(JsonCursor losses)
    {
        losses.Only("tasks", "calls", "arguments", "denials", "missed");
        return new RecorderLosses(
            losses["tasks"].UInt64(),
            losses["calls"].UInt64(),
            losses["arguments"].UInt64(),
            losses["denials"].UInt64(),
            losses["missed"].UInt64()
        );
    }

    private static UnseenEstimate ParseUnseen(JsonCursor unseen)
    {
        unseen.Only("steps", "distinct", "inOneStep", "inTwoSteps", "goodTuring", "chao2");
        return new UnseenEstimate(
            unseen["steps"].Int32(),
            unseen["distinct"].Int32(),
            unseen["inOneStep"].Int32(),
            unseen["inTwoSteps"].Int32(),
            unseen["goodTuring"].Double(),
            unseen["chao2"].Double()
        );
    }

    private static EvidenceStep ParseStep(JsonCursor step)
    {
        step.Only("id", "phase", "calls", "distinct", "new", "known", "run");
        return new EvidenceStep(
            step["id"].String(),
            step["phase"].String(),
            step["calls"].UInt64(),
            step["distinct"].Int32(),
            step["new"].Int32(),
            step["known"].Int32(),
            step.Optional("run")?.Int32() ?? 1
        );
    }

    private static EvidenceSyscall ParseSyscall(JsonCursor call)
    {
        call.Only("abi", "name", "byRuntime", "count", "phases", "steps", "first", "runs", "serving");
        return new EvidenceSyscall(
            ParseAbi(call["abi"]),
            call["name"].String(),
            call["byRuntime"].Boolean(),
            call["count"].UInt64(),
            call["phases"].List(phase => phase.String()),
            call["steps"].Int32(),
            ParseWitness(call["first"]),
            call.Optional("runs")?.Int32() ?? 1
        )
        {
            Serving = call.Optional("serving")?.UInt64(),
        };
    }

    private static EvidenceArgument ParseArgument(JsonCursor argument)
    {
        argument.Only("abi", "name", "byRuntime", "values", "count", "first");
        return new EvidenceArgument(
            ParseAbi(argument["abi"]),
            argument["name"].String(),
            argument["byRuntime"].Boolean(),
            argument["values"].List(value => value.UInt32()),
            argument["count"].UInt64(),
            ParseWitness(argument["first"])
        );
    }

    private static EvidenceDenial ParseDenial(JsonCursor denial)
    {
        denial.Only("abi", "name", "errno", "count", "first");
        return new EvidenceDenial(
            ParseAbi(denial["abi"]),
            denial["name"].String(),
            denial["errno"].Int32(),
            denial["count"].UInt64(),
            ParseWitness(denial["first"])
        );
    }

    private static EvidenceWitness ParseWitness(JsonCursor witness)
    {
        witness.Only("step", "phase", "process", "thread", "pid", "tid");
        return new EvidenceWitness(
            witness["step"].String(),
            witness["phase"].String(),
            witness["process"].String(),
            witness["thread"].String(),
            witness["pid"].Int32(),
            witness["tid"].Int32()
        );
    }
}
