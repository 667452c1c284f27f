using System.Xml;
using Phederation.BuildTasks;
using Phederation.Testing;

namespace Phederation.Build.Tests.Tasks;

public sealed class TrxFileTests : IDisposable
{
    private const string Results = """
        <TestRun xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010">
          <Results>
            <UnitTestResult testName="A.passes" outcome="Passed" />
            <UnitTestResult testName="A.fails" outcome="Failed">
              <Output><ErrorInfo><Message>expected 1</Message><StackTrace>at A.fails()</StackTrace></ErrorInfo></Output>
            </UnitTestResult>
            <UnitTestResult testName="A.waits" outcome="NotExecuted"><Output><StdOut>no engine</StdOut></Output></UnitTestResult>
            <UnitTestResult testName="A.hangs" outcome="Timeout" />
          </Results>
        </TestRun>
        """;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Results_are_read_and_anything_unknown_is_a_failure()
    {
        var results = TrxFile.Read(_folder.Write("results.trx", Results));
        Assert.Equal(
            [
                new TestCaseResult("A.passes", TestOutcome.Passed, ""),
                new TestCaseResult("A.fails", TestOutcome.Failed, "expected 1\nat A.fails()"),
                new TestCaseResult("A.waits", TestOutcome.Skipped, "no engine"),
                new TestCaseResult("A.hangs", TestOutcome.Failed, ""),
            ],
            results
        );
    }

    [Fact]
    public void File_that_was_cut_short_is_refused() =>
        Assert.Throws<XmlException>(() => TrxFile.Read(_folder.Write("cut.trx", Results[..300])));
}
