using System.Text;

namespace Phederation.Workloads.Transcripts;

/// <summary>
/// What a service answered to a workload, step by step, without what differs each time by its nature: two runs of the same image
/// give the same transcript, and a profile that changes an answer shows.
/// </summary>
public sealed record Transcript
{
    /// <summary>SHA-256 of the workload's file.</summary>
    public required string WorkloadSha256 { get; init; }

    /// <summary>The image that answered.</summary>
    public required string ImageId { get; init; }

    /// <summary>The answers in the order of the steps.</summary>
    public required IReadOnlyList<TranscriptStep> Steps { get; init; }

    /// <summary>
    /// The steps that answered differently, in order; empty when all are the same. A transcript of another workload differs in
    /// one line that says so, since comparing the steps would mean nothing.
    /// </summary>
    public static IReadOnlyList<Difference> Compare(Transcript expected, Transcript actual)
    {
        if (expected.WorkloadSha256 != actual.WorkloadSha256)
        {
            return [new("(workload)", 1, $"sha256 {expected.WorkloadSha256}", $"sha256 {actual.WorkloadSha256}")];
        }

        var differences = new List<Difference>();
        for (var i = 0; i < Math.Max(expected.Steps.Count, actual.Steps.Count); i++)
        {
            var left = expected.Steps.ElementAtOrDefault(i);
            var right = actual.Steps.ElementAtOrDefault(i);
            if (left is null || right is null || left.Id != right.Id)
            {
                differences.Add(
                    new(
                        (left ?? right)!.Id,
                        0,
                        right is null
                            ? "the step wasn't reached"
                            : $"step '{right.Id}' stands where '{left?.Id ?? "the end"}' was expected",
                        null
                    )
                );
                break;
            }

            if (FirstDifference(left, right) is { } difference)
            {
                differences.Add(difference);
            }
        }

        return differences;
    }

    /// <summary>Deterministic JSON: the same answers give the same bytes.</summary>
    public byte[] ToJson() => TranscriptJson.Write(this);

    /// <summary>Writes the JSON to a file, whole or not at all.</summary>
    public void Save(string path)
    {
        var partial = path + ".partial";
        File.WriteAllBytes(partial, ToJson());
        File.Move(partial, path, overwrite: true);
    }

    /// <summary>Reads a transcript that <see cref="Save"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The file isn't a transcript.</exception>
    public static Transcript Load(string path)
    {
        var length = new FileInfo(path).Length;
        if (length > TranscriptJson.MaximumBytes)
        {
            throw new InvalidDataException($"{path}: {length} bytes are too many for a transcript; trace again");
        }

        return TranscriptJson.Read(File.ReadAllBytes(path), path);
    }

    /// <inheritdoc />
    public override string ToString() => Encoding.UTF8.GetString(ToJson());

    private static Difference? FirstDifference(TranscriptStep left, TranscriptStep right)
    {
        for (var line = 0; line < Math.Max(left.Answer.Count, right.Answer.Count); line++)
        {
            var expected = left.Answer.ElementAtOrDefault(line);
            var actual = right.Answer.ElementAtOrDefault(line);
            if (expected != actual)
            {
                return new(left.Id, line + 1, expected, actual);
            }
        }

        return left.Outcome == right.Outcome
            ? null
            : new(left.Id, left.Answer.Count + 1, left.Outcome.ToString(), right.Outcome.ToString());
    }
}
