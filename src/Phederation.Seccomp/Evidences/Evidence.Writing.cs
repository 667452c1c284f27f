using System.Text.Json;
using Phederation.Seccomp.Recording;

namespace Phederation.Seccomp.Evidences;

public sealed partial record Evidence
{
    private static void Write(Utf8JsonWriter writer, EvidenceSubject subject)
    {
        writer.WriteStartObject("subject");
        writer.WriteString("imageName", subject.ImageName);
        writer.WriteString("imageId", subject.ImageId);
        writer.WriteString("workloadSha256", subject.WorkloadSha256);
        writer.WriteString("architecture", subject.Architecture);
        writer.WriteString("kernel", subject.Kernel);
        writer.WriteString("engine", subject.Engine);
        writer.WriteString("runtime", subject.Runtime);
        writer.WriteString("libc", subject.Libc);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, EvidenceRun run)
    {
        writer.WriteString("kernel", run.Kernel);
        writer.WriteString("engine", run.Engine);
        writer.WriteString("runtime", run.Runtime);
        writer.WriteString("backEnd", run.BackEnd);
        writer.WriteNumber("distinct", run.Distinct);
        if (run.Sha256 is { } sha256)
        {
            writer.WriteString("sha256", sha256);
        }
    }

    private static void Write(Utf8JsonWriter writer, RecorderLosses losses)
    {
        writer.WriteStartObject("losses");
        writer.WriteNumber("tasks", losses.Tasks);
        writer.WriteNumber("calls", losses.Calls);
        writer.WriteNumber("arguments", losses.Arguments);
        writer.WriteNumber("denials", losses.Denials);
        writer.WriteNumber("missed", losses.Missed);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, UnseenEstimate unseen)
    {
        writer.WriteStartObject("unseen");
        writer.WriteNumber("steps", unseen.Steps);
        writer.WriteNumber("distinct", unseen.Distinct);
        writer.WriteNumber("inOneStep", unseen.InOneStep);
        writer.WriteNumber("inTwoSteps", unseen.InTwoSteps);
        writer.WriteNumber("goodTuring", unseen.GoodTuring);
        writer.WriteNumber("chao2", unseen.Chao2);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, EvidenceStep step)
    {
        writer.WriteString("id", step.Id);
        writer.WriteString("phase", step.Phase);
        writer.WriteNumber("calls", step.Calls);
        writer.WriteNumber("distinct", step.Distinct);
        writer.WriteNumber("new", step.New);
        writer.WriteNumber("known", step.Known);
        writer.WriteNumber("run", step.Run);
    }

    private static void Write(Utf8JsonWriter writer, EvidenceSyscall call)
    {
        writer.WriteString("abi", call.Abi.ToName());
        writer.WriteString("name", call.Name);
        writer.WriteBoolean("byRuntime", call.ByRuntime);
        writer.WriteNumber("count", call.Count);
        writer.WriteStrings("phases", call.Phases);
        writer.WriteNumber("steps", call.Steps);
        writer.WriteNumber("runs", call.Runs);
        if (call.Serving is { } serving)
        {
            writer.WriteNumber("serving", serving);
        }

        Write(writer, call.First);
    }

    private static void Write(Utf8JsonWriter writer, EvidenceArgument argument)
    {
        writer.WriteString("abi", argument.Abi.ToName());
        writer.WriteString("name", argument.Name);
        writer.WriteBoolean("byRuntime", argument.ByRuntime);
        writer.WriteStartArray("values");
        foreach (var value in argument.Values)
        {
            writer.WriteNumberValue(value);
        }

        writer.WriteEndArray();
        writer.WriteNumber("count", argument.Count);
        Write(writer, argument.First);
    }

    private static void Write(Utf8JsonWriter writer, EvidenceDenial denial)
    {
        writer.WriteString("abi", denial.Abi.ToName());
        writer.WriteString("name", denial.Name);
        writer.WriteNumber("errno", denial.Errno);
        writer.WriteNumber("count", denial.Count);
        Write(writer, denial.First);
    }

    private static void Write(Utf8JsonWriter writer, EvidenceWitness witness)
    {
        writer.WriteStartObject("first");
        writer.WriteString("step", witness.Step);
        writer.WriteString("phase", witness.Phase);
        writer.WriteString("process", witness.Process);
        writer.WriteString("thread", witness.Thread);
        writer.WriteNumber("pid", witness.ProcessId);
        writer.WriteNumber("tid", witness.ThreadId);
        writer.WriteEndObject();
    }
}
