using System.Globalization;
using System.Text;
using System.Xml;
using Phederation.Fuzzing.Buckets;

namespace Phederation.Fuzzing.Reports;

/// <summary>The report as JUnit XML, which CI servers show: a suite for each operation that was asked, a case for each oracle that found something, one for the operation itself.</summary>
public static class JUnitReport
{
    /// <summary>The file's bytes.</summary>
    public static byte[] Write(CampaignReport report)
    {
        using var stream = new MemoryStream();
        var settings = new XmlWriterSettings
        {
            Encoding = new UTF8Encoding(false),
            Indent = true,
            NewLineChars = "\n",
            // What XML can't hold is written as numbers beforehand.
            CheckCharacters = true,
        };
        using (var xml = XmlWriter.Create(stream, settings))
        {
            var faults = report.Faults.ToLookup(fault => fault.Summary.Key.Operation);
            var operations = report
                .Journal.Operations.Select(operation => operation.Operation)
                .Union(faults.Select(group => group.Key))
                .Order(StringComparer.Ordinal)
                .ToList();
            xml.WriteStartElement("testsuites");
            xml.WriteAttributeString("name", Clean($"fuzzing of {report.Journal.Header.Model}"));
            xml.WriteAttributeString("tests", Number(operations.Sum(operation => 1 + faults[operation].Count())));
            xml.WriteAttributeString("failures", Number(report.Faults.Count(IsFailure)));
            xml.WriteAttributeString("time", report.Journal.Elapsed.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture));
            foreach (var operation in operations)
            {
                Suite(xml, operation, [.. faults[operation]]);
            }

            xml.WriteEndElement();
        }

        return stream.ToArray();
    }

    private static void Suite(XmlWriter xml, string operation, List<ReportedFault> faults)
    {
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", Clean(operation));
        xml.WriteAttributeString("tests", Number(1 + faults.Count));
        xml.WriteAttributeString("failures", Number(faults.Count(IsFailure)));
        xml.WriteAttributeString("skipped", Number(faults.Count(fault => !IsFailure(fault))));
        Case(xml, operation, "asked", null);
        foreach (var fault in faults)
        {
            Case(xml, operation, $"{fault.Summary.Key.Oracle} {fault.Id}", fault);
        }

        xml.WriteEndElement();
    }

    private static void Case(XmlWriter xml, string operation, string name, ReportedFault? fault)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", Clean(operation));
        xml.WriteAttributeString("name", Clean(name));
        if (fault is not null)
        {
            xml.WriteStartElement(IsFailure(fault) ? "failure" : "skipped");
            xml.WriteAttributeString("message", Clean(fault.Summary.First.Message));
            if (IsFailure(fault))
            {
                xml.WriteAttributeString("type", fault.Summary.Severity.ToString().ToLowerInvariant());
                xml.WriteString(
                    Clean(
                        $"{fault.Rule}\n{(fault.Request is { } request ? Excerpt.Of(request) : "")}\n{(fault.Answer is { } answer ? Excerpt.Of(answer) : "")}"
                    )
                );
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    // What doesn't show itself each time is told, and breaks no build.
    private static bool IsFailure(ReportedFault fault) => fault.Summary.Verdict != BucketVerdict.Flaky;

    private static string Clean(string text) =>
        string.Concat(
            Excerpt
                .Text(text)
                .EnumerateRunes()
                .Select(rune =>
                    rune.Value is 0xFFFE or 0xFFFF or 0xFFFD
                        ? "\\u" + rune.Value.ToString("x", CultureInfo.InvariantCulture)
                        : rune.ToString()
                )
        );

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
