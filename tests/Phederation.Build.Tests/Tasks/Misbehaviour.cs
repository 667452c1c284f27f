namespace Phederation.Build.Tests.Tasks;

/// <summary>
/// The test that <see cref="TestRunTests" /> lets fail, crash or hang in a copy of this program; without the file it has nothing to do.
/// </summary>
public sealed class Misbehaviour
{
    internal const string File = "misbehaviour.txt";

    [Fact]
    public async Task Program_does_as_told()
    {
        var file = Path.Combine(AppContext.BaseDirectory, File);
        switch (System.IO.File.Exists(file) ? await System.IO.File.ReadAllTextAsync(file, TestContext.Current.CancellationToken) : "none")
        {
            case "fail":
                Assert.Fail("told to fail");
                break;
            case "crash":
                // The reporter writes on a thread of its own: the line that the test has begun comes first.
                await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
                Environment.FailFast("told to crash");
                break;
            case "hang":
                await Task.Delay(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
                break;
        }
    }
}
