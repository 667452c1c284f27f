using Phederation.Images.Dockerfiles.Instructions;

namespace Phederation.Images.Dockerfiles.Parsing;

/// <summary>Reads ARG, ENV and LABEL.</summary>
internal static class VariableReader
{
    public static ArgInstruction ReadArg(InstructionParts parts) =>
        new(parts) { Variables = [.. WordSplitter.SplitQuoted(parts.Arguments).Select(word => Split(word, parts.Keyword))] };

    public static EnvInstruction ReadEnv(InstructionParts parts)
    {
        var variables = ReadPairs(parts, out var isLegacyForm);
        return new EnvInstruction(parts) { Variables = variables, IsLegacyForm = isLegacyForm };
    }

    public static LabelInstruction ReadLabel(InstructionParts parts)
    {
        var variables = ReadPairs(parts, out var isLegacyForm);
        return new LabelInstruction(parts) { Variables = variables, IsLegacyForm = isLegacyForm };
    }

    // Without an equals sign in the first word it is the old form: one name, and everything after it is the value.
    private static List<DockerfileVariable> ReadPairs(InstructionParts parts, out bool isLegacyForm)
    {
        var words = WordSplitter.SplitQuoted(parts.Arguments);
        isLegacyForm = !words[0].Raw.Contains('=', StringComparison.Ordinal);
        if (!isLegacyForm)
        {
            return
            [
                .. words.Select(word =>
                    word.Raw.Contains('=', StringComparison.Ordinal)
                        ? Split(word, parts.Keyword)
                        : throw word.Error($"'{word}' has no equals sign; write NAME=VALUE, and put a value with blanks in double quotes")
                ),
            ];
        }

        var name = WordSplitter.SplitPlain(parts.Arguments)[0];
        var rest = parts.Arguments.Raw.AsSpan(name.Raw.Length);
        if (rest.IsEmpty)
        {
            throw name.Error($"{parts.Keyword} '{name}' has no value; write {parts.Keyword} {name}=VALUE");
        }

        var start = parts.Arguments.Raw.Length - rest.TrimStart().Length;
        var value = parts.Arguments.Slice(start, parts.Arguments.Raw.Length - start);
        return [new DockerfileVariable(WordExpander.Check(name), WordExpander.Check(value))];
    }

    private static DockerfileVariable Split(DockerfileText word, string keyword)
    {
        var equals = word.Raw.IndexOf('=', StringComparison.Ordinal);
        var name = equals < 0 ? word : word.Slice(0, equals);
        var value = equals < 0 ? null : word.Slice(equals + 1, word.Raw.Length - equals - 1);
        if (name.Raw.Trim('"', '\'').Length == 0)
        {
            throw word.Error($"a name is missing before the equals sign; write {keyword} NAME=VALUE");
        }

        return new DockerfileVariable(WordExpander.Check(name), value is null ? null : WordExpander.Check(value));
    }
}
