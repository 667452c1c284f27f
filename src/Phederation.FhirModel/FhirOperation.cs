namespace Phederation.FhirModel;

/// <summary>An operation of FHIR R4 ($everything).</summary>
/// <param name="Code">The name, without the dollar sign.</param>
/// <param name="Types">The resource types it is for; Resource is any.</param>
/// <param name="OnSystem">Whether it is asked of the whole server.</param>
/// <param name="OnType">Whether it is asked of a type.</param>
/// <param name="OnInstance">Whether it is asked of a resource.</param>
/// <param name="Inputs">What goes in.</param>
public sealed record FhirOperation(
    string Code,
    IReadOnlyList<string> Types,
    bool OnSystem,
    bool OnType,
    bool OnInstance,
    IReadOnlyList<OperationInput> Inputs
)
{
    private static readonly Lazy<IReadOnlyList<FhirOperation>> Lazy = new(Load);

    /// <summary>The operations of R4; read once.</summary>
    public static IReadOnlyList<FhirOperation> R4 => Lazy.Value;

    /// <summary>Reads a table. Its form is the program's own: what is wrong in it ends in whatever exception comes first.</summary>
    public static IReadOnlyList<FhirOperation> Read(TextReader reader)
    {
        var operations = new List<FhirOperation>();
        var inputs = new List<OperationInput>();
        // Where the parts of each depth go.
        var open = new List<List<OperationInput>>();
        while (reader.ReadLine() is { } line)
        {
            var words = line.TrimStart(' ').Split(' ');
            var depth = (line.Length - line.TrimStart(' ').Length) / 2;
            if (words[0] == "#")
            {
                continue;
            }

            if (depth == 0)
            {
                inputs = [];
                open = [inputs];
                operations.Add(
                    new FhirOperation(
                        words[1],
                        words[2].Split(','),
                        words[3].Contains('s', StringComparison.Ordinal),
                        words[3].Contains('t', StringComparison.Ordinal),
                        words[3].Contains('i', StringComparison.Ordinal),
                        inputs
                    )
                );
                continue;
            }

            var angle = words[3].IndexOf('<');
            var parts = new List<OperationInput>();
            open[depth - 1]
                .Add(
                    new OperationInput(
                        words[0],
                        int.Parse(words[1]),
                        words[2] == "*",
                        words[3] == "-" ? null
                            : angle < 0 ? words[3]
                            : words[3][..angle],
                        angle < 0 ? null : Enum.Parse<SearchKind>(words[3][(angle + 1)..], ignoreCase: true),
                        parts
                    )
                );
            open.RemoveRange(depth, open.Count - depth);
            open.Add(parts);
        }

        return operations;
    }

    private static IReadOnlyList<FhirOperation> Load()
    {
        using var reader = new StreamReader(typeof(FhirOperation).Assembly.GetManifestResourceStream("fhir-r4.operations")!);
        return Read(reader);
    }
}
