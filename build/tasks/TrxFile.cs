using System.Xml;
using System.Xml.Linq;

namespace Phederation.BuildTasks;

/// <summary>A file of test results as Visual Studio writes them.</summary>
internal static class TrxFile
{
    private static readonly XNamespace Schema = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    /// <summary>The results in a file.</summary>
    /// <exception cref="XmlException">The file was cut short, as when its writer died.</exception>
    public static IReadOnlyList<TestCaseResult> Read(string path)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, CheckCharacters = false };
        using var reader = XmlReader.Create(path, settings);
        return [.. XDocument.Load(reader).Descendants(Schema + "UnitTestResult").Select(Read)];
    }

    private static TestCaseResult Read(XElement result)
    {
        var outcome = (string?)result.Attribute("outcome") switch
        {
            "Passed" => TestOutcome.Passed,
            "NotExecuted" => TestOutcome.Skipped,
            _ => TestOutcome.Failed,
        };
        var output = result.Element(Schema + "Output");
        var error = output?.Element(Schema + "ErrorInfo");
        var message = error?.Element(Schema + "Message")?.Value ?? output?.Element(Schema + "StdOut")?.Value ?? "";
        var stack = outcome == TestOutcome.Failed ? error?.Element(Schema + "StackTrace")?.Value : null;
        var name = (string?)result.Attribute("testName") ?? "(unnamed)";
        return new TestCaseResult(name, outcome, outcome == TestOutcome.Passed ? "" : string.Join('\n', message, stack).Trim());
    }
}
