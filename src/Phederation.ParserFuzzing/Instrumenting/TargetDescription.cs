namespace Phederation.ParserFuzzing.Instrumenting;

/// <summary>What the child program says of one of its targets.</summary>
/// <param name="Name">The target's name.</param>
/// <param name="MaximumLength">The longest input, in bytes.</param>
/// <param name="Code">Assembly and namespace of each of the parser's types.</param>
internal sealed record TargetDescription(string Name, int MaximumLength, IReadOnlyList<(string Assembly, string Namespace)> Code)
{
    /// <summary>One line: name, length, and assembly:namespace of each type, separated by blanks.</summary>
    public override string ToString() =>
        $"{Name} {MaximumLength} {string.Join(' ', Code.Select(code => $"{code.Assembly}:{code.Namespace}"))}";

    /// <summary>Reads such a line.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static TargetDescription Parse(string line)
    {
        if (line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [var name, var length, .. { Length: > 0 } code])
        {
            throw new FormatException($"'{line}' does not describe a target");
        }

        return new TargetDescription(
            name,
            int.Parse(length),
            [
                .. code.Select(one => one.Split(':'))
                    .Select(parts => parts is [var assembly, var space] ? (assembly, space) : throw new FormatException(line)),
            ]
        );
    }
}
