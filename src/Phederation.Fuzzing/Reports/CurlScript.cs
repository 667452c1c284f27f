using System.Globalization;
using System.Text;
using Phederation.Fuzzing.Campaigns;
using Phederation.Fuzzing.Exchanges;
using Phederation.Fuzzing.Journals;
using Phederation.Fuzzing.Scenarios;
using Phederation.Fuzzing.Sending.References;

namespace Phederation.Fuzzing.Reports;

/// <summary>
/// A fault as a script for sh, curl, sed and base64: every byte of every request as it was composed, ids taken from the answers as they come. Credentials are
/// never in it: of each actor a file with the header is asked for.
/// </summary>
public static class CurlScript
{
    // Longer ones are no commands any more: they are for 'replay'.
    private const int LongestScript = 256 * 1024;

    /// <summary>The script; empty where the fault takes an event that curl can't cause, or too much text.</summary>
    /// <param name="sequence">The scenarios that show it.</param>
    /// <param name="bucket">The fault.</param>
    public static string Write(ScenarioSequence sequence, BucketSummary bucket)
    {
        if (sequence.Scenarios.Any(scenario => scenario.Steps.Any(step => step is not RequestStep)))
        {
            return "";
        }

        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture,
            $"""
            #!/bin/sh
            # {OneLine(bucket.Key.ToString())}
            # {OneLine(bucket.First.Message)}
            # usage: BASE=http://127.0.0.1:8080/base sh this-file
            # An actor's credentials: a file with one line, "Authorization: …", mode 0600, named by AUTH_ and the actor's name.
            set -u
            : "$BASE"
            answer=$(mktemp) || exit 1
            trap 'rm -f "$answer" "$answer".*' EXIT
            json() {"{"} sed -n "s/.*\"$1\"[[:space:]]*:[[:space:]]*\"\{"{"}0,1\{"}"}\([^\",{"}"}]*\).*/\1/p" "$answer" | sed 's/[[:space:]]*$//' | head -n 1; {"}"}
            header() {"{"} sed -n "s/^$1:[[:space:]]*//Ip" "$answer.head" | tr -d '\r' | head -n 1; {"}"}
            location() {"{"} header Location | sed 's/[?#].*//; s,/_history/[^/]*$,,; s,.*/,,'; {"}"}

            """
        );
        foreach (var scenario in sequence.Scenarios)
        {
            for (var step = 0; step < scenario.Steps.Count; step++)
            {
                Append(text, scenario.Number, step, (RequestStep)scenario.Steps[step]);
                if (text.Length > LongestScript)
                {
                    return "";
                }
            }
        }

        return text.ToString().ReplaceLineEndings("\n");
    }

    private static void Append(StringBuilder text, long scenario, int at, RequestStep step)
    {
        var request = step.Request;
        text.Append(CultureInfo.InvariantCulture, $"\n# {OneLine(step.Operation)}\n");
        if (request.Body is { } body)
        {
            // By base64, so that bytes stay what they are; what stands for an id is put in afterwards.
            text.Append("printf %s ").Append(Quoted(Convert.ToBase64String(body.Span))).Append(" | base64 -d");
            foreach (var name in References(body.Span))
            {
                text.Append(" | sed \"s/{{").Append(Pattern(name)).Append("}}/${").Append(Variable(name, scenario)).Append(":-}/g\"");
            }

            text.Append(" > \"$answer.body\"\n");
        }

        text.Append(
            "curl --silent --show-error --globoff --path-as-is --http1.1 --max-time 30 --dump-header \"$answer.head\" --output \"$answer\""
        );
        text.Append(request.Method == "HEAD" ? " --head" : $" --request {Quoted(request.Method)}");
        foreach (var (name, value) in request.Headers)
        {
            text.Append(" --header ").Append(Filled($"{name}: {value}", scenario));
        }

        if (request.ContentType is { } type)
        {
            text.Append(" --header ").Append(Quoted($"Content-Type: {type}"));
        }

        if (request.Actor != FuzzRequest.Anonymous)
        {
            text.Append(CultureInfo.InvariantCulture, $" --header \"@${{AUTH_{Word(request.Actor)}}}\"");
        }

        if (request.Body is not null)
        {
            text.Append(" --data-binary @\"$answer.body\"");
        }

        text.Append(" \"$BASE\"").Append(Filled(request.Path, scenario)).Append('\n');
        text.Append("head -n 1 \"$answer.head\"\n");
        foreach (var (name, form) in step.Captures)
        {
            if (Taken(form) is { } taken)
            {
                text.Append(CultureInfo.InvariantCulture, $"c_{scenario}_{at}_{Word(name)}=$({taken})\n");
            }
        }
    }

    private static string? Taken(string form) =>
        form.StartsWith("json:", StringComparison.Ordinal)
            ? $"json {Quoted(form[(form.LastIndexOf('.') is var dot && dot > 0 ? dot + 1 : 5)..])}"
        : form.StartsWith("header:", StringComparison.Ordinal) ? $"header {Quoted(form[7..])}"
        : form == "location:id" ? "location"
        : null;

    private static List<CaptureReference> References(ReadOnlySpan<byte> body)
    {
        var found = new List<CaptureReference>();
        _ = ReferenceText.Replace(
            body,
            reference =>
            {
                found.Add(reference);
                return "";
            }
        );
        return [.. found.Distinct()];
    }

    /// <summary>A text in quotes, with shell variables in place of references.</summary>
    private static string Filled(string text, long scenario)
    {
        var result = new StringBuilder();
        var rest = text;
        while (rest.Length > 0)
        {
            CaptureReference? first = null;
            var before = rest;
            _ = ReferenceText.Replace(rest, reference => Take(reference));
            if (first is { } found)
            {
                var token = found.ToString();
                var at = rest.IndexOf(token, StringComparison.Ordinal);
                before = rest[..at];
                rest = rest[(at + token.Length)..];
                result.Append(before.Length > 0 ? Quoted(before) : "").Append("\"${").Append(Variable(found, scenario)).Append(":-}\"");
            }
            else
            {
                result.Append(Quoted(rest));
                rest = "";
            }

            string Take(CaptureReference reference)
            {
                first ??= reference;
                return "";
            }
        }

        return result.Length == 0 ? "''" : result.ToString();
    }

    private static string Pattern(CaptureReference reference) => $"{reference.Scenario}\\.{reference.Step}\\.{reference.Name}";

    private static string Variable(CaptureReference reference, long scenario) =>
        $"c_{reference.Scenario ?? scenario}_{reference.Step}_{Word(reference.Name)}";

    private static string Word(string text) => string.Concat(text.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));

    /// <summary>A text as one word of the shell, whatever is in it. A zero byte can't be in one: it is left out.</summary>
    private static string Quoted(string text) =>
        $"'{text.Replace("\0", "", StringComparison.Ordinal).Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static string OneLine(string text) => Excerpt.Text(text.ReplaceLineEndings(" "));
}
