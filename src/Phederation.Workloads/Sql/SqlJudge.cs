using Phederation.Workloads.Steps;
using Phederation.Workloads.Transcripts;

namespace Phederation.Workloads.Sql;

/// <summary>Holds a result against its expectation and writes it down.</summary>
internal static class SqlJudge
{
    /// <summary>What is wrong with the result; null when nothing is.</summary>
    public static string? Fault(SqlAction action, SqlResult result)
    {
        var expect = action.Expect;
        if (result.ErrorCode is { } code)
        {
            return expect.Errors.Contains(code) ? null : $"error {code} {result.ErrorMessage}{Wanted(expect)}";
        }

        // A crowd may be lucky: then nothing was refused, and that is a fault only where refusal is the point.
        if (expect.Errors.Count > 0 && action.Mode != SqlMode.Load)
        {
            return $"no error was raised{Wanted(expect)}";
        }

        if (expect.Rows is { } rows && !rows.SequenceEqual(result.Rows))
        {
            return $"expected the rows [{string.Join(", ", rows)}], got [{string.Join(", ", result.Rows.Take(10))}]";
        }

        if (expect.Count is { } count && count != result.Rows.Count)
        {
            return $"expected {count} rows, got {result.Rows.Count}";
        }

        var missing = expect.Output.FirstOrDefault(pattern => !result.Rows.Concat(result.Notices).Any(pattern.IsMatch));
        return missing is null
            ? null
            : $"nothing matches '{missing}' in [{string.Join(", ", result.Rows.Concat(result.Notices).Take(10))}]";
    }

    /// <summary>Writes the result to the answer.</summary>
    public static void Write(SqlAction action, SqlResult result, AnswerText answer)
    {
        answer.AddLines(result.Label, result.Rows, action.Answer);
        answer.AddLines("notice", result.Notices, action.Answer);
        foreach (var fact in result.Facts)
        {
            answer.Add(fact);
        }

        if (action.Expect.Errors.Count > 1 && action.Expect.Errors.Contains(result.ErrorCode ?? ""))
        {
            answer.Add($"error one of {string.Join(", ", action.Expect.Errors)}");
        }
        else if (result.ErrorCode is { } code)
        {
            answer.Add($"error {code} {result.ErrorMessage}");
        }
    }

    private static string Wanted(SqlExpectation expect) =>
        expect.Errors.Count == 0 ? "" : $"; expected {string.Join(" or ", expect.Errors)}";
}
