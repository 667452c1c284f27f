using Phederation.Images.Dockerfiles;
using Phederation.Images.Dockerfiles.Instructions;

namespace Phederation.Images.Linting.Checks;

/// <summary>Makes findings.</summary>
internal static class Finding
{
    /// <summary>A finding at an instruction's keyword.</summary>
    public static LintFinding At(LintRule rule, DockerfileInstruction instruction, string message) =>
        new(rule, instruction.Location, message, instruction.ToString());

    /// <summary>A finding at a text of an instruction.</summary>
    public static LintFinding At(LintRule rule, DockerfileInstruction instruction, DockerfileText text, string message, int offset = 0) =>
        new(rule, text.LocationAt(offset), message, instruction.ToString());
}
