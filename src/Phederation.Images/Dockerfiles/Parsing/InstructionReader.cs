using Phederation.Images.Dockerfiles.Instructions;
using Phederation.Text;

namespace Phederation.Images.Dockerfiles.Parsing;

/// <summary>Takes a line apart into keyword, flags, arguments and heredocs, and hands them to whoever knows the instruction.</summary>
internal static class InstructionReader
{
    private static readonly Dictionary<string, Func<InstructionParts, DockerfileInstruction>> Readers = new()
    {
        ["ADD"] = TransferReader.ReadAdd,
        ["ARG"] = VariableReader.ReadArg,
        ["CMD"] = CommandReader.ReadCmd,
        ["COPY"] = TransferReader.ReadCopy,
        ["ENTRYPOINT"] = CommandReader.ReadEntrypoint,
        ["ENV"] = VariableReader.ReadEnv,
        ["EXPOSE"] = SimpleReader.ReadExpose,
        ["FROM"] = SimpleReader.ReadFrom,
        ["HEALTHCHECK"] = HealthcheckReader.Read,
        ["LABEL"] = VariableReader.ReadLabel,
        ["MAINTAINER"] = SimpleReader.ReadMaintainer,
        ["RUN"] = CommandReader.ReadRun,
        ["SHELL"] = CommandReader.ReadShell,
        ["STOPSIGNAL"] = SimpleReader.ReadStopSignal,
        ["USER"] = SimpleReader.ReadUser,
        ["VOLUME"] = SimpleReader.ReadVolume,
        ["WORKDIR"] = SimpleReader.ReadWorkdir,
    };

    /// <summary>Reads an instruction and, from the lines after it, its heredocs.</summary>
    public static DockerfileInstruction Read(LogicalLine line, LineCursor lines, DockerfileLimits limits) => Read(line, 0, lines, limits);

    private static DockerfileInstruction Read(LogicalLine line, int start, LineCursor lines, DockerfileLimits limits)
    {
        var end = start;
        while (end < line.Text.Length && !char.IsWhiteSpace(line.Text[end]))
        {
            end++;
        }

        var written = line.Text[start..end];
        var keyword = written.ToUpperInvariant();
        var location = line.Map.Locate(start);
        if (keyword != "ONBUILD" && !Readers.ContainsKey(keyword))
        {
            throw new DockerfileException(
                location,
                $"'{(written.Length > 40 ? written[..40] + "…" : written)}' is no instruction; "
                    + (
                        NearestName.Find(keyword, Readers.Keys) is { } nearest
                            ? $"did you mean {nearest}?"
                            : $"the instructions are {string.Join(", ", Readers.Keys.Append("ONBUILD").Order(StringComparer.Ordinal))}"
                    )
            );
        }

        var argumentsAt = FlagReader.Read(line, end, keyword, out var flags);
        var arguments = line.Part(argumentsAt, line.Text.Length);
        if (arguments.Raw.Length == 0)
        {
            throw new DockerfileException(location, $"{keyword} has no arguments; {Mend(keyword)}");
        }

        if (keyword == "ONBUILD")
        {
            return ReadOnbuild(new InstructionParts(keyword, location, flags, arguments, []), line, argumentsAt, lines, limits);
        }

        var heredocs = keyword is "RUN" or "COPY" or "ADD" ? HeredocReader.Read(arguments, lines, limits) : [];
        return Readers[keyword](new InstructionParts(keyword, location, flags, arguments, heredocs));
    }

    // FROM and MAINTAINER as triggers are for the linter: they can be read, only not built.
    private static OnbuildInstruction ReadOnbuild(
        InstructionParts parts,
        LogicalLine line,
        int start,
        LineCursor lines,
        DockerfileLimits limits
    ) =>
        parts.Arguments.Raw.StartsWith("ONBUILD", StringComparison.OrdinalIgnoreCase)
            ? throw parts.Arguments.Error("ONBUILD can't put off another ONBUILD; name the instruction itself")
            : new OnbuildInstruction(parts) { Trigger = Read(line, start, lines, limits) };

    private static string Mend(string keyword) =>
        keyword switch
        {
            "FROM" => "write FROM IMAGE, or FROM IMAGE AS NAME",
            "ARG" => "write ARG NAME, or ARG NAME=DEFAULT",
            "ENV" or "LABEL" => $"write {keyword} NAME=VALUE",
            "COPY" or "ADD" => $"write {keyword} SOURCE DESTINATION",
            "SHELL" => "write SHELL [\"/bin/sh\", \"-c\"]",
            "HEALTHCHECK" => "write HEALTHCHECK CMD and the command, or HEALTHCHECK NONE",
            "ONBUILD" => "write ONBUILD and the instruction",
            "EXPOSE" => "write EXPOSE PORT",
            _ => $"write {keyword} and what it is to be, or remove the line",
        };
}
