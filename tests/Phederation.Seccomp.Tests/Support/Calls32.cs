using Phederation.Processes;
using Phederation.Testing;

namespace Phederation.Seccomp.Tests.Support;

/// <summary>Whether this machine takes 32-bit calls at all: some virtual machines' kernels fault on <c>int 0x80</c>, whatever is installed.</summary>
internal static class Calls32
{
    /// <summary>Skips the test where the kernel faults on them.</summary>
    public static async Task RequireAsync()
    {
        using var folder = new TempFolder();
        new RawProgram().Call32("getpid").Save(folder["raw"]);
        var request = new ProcessRequest { Program = folder["raw"], TimeLimit = TimeSpan.FromSeconds(10) };
        var result = await new ProcessRunner().RunAsync(request, TestContext.Current.CancellationToken);
        Assert.SkipUnless(result.ExitCode == 0, $"this machine's kernel faults on 32-bit calls (int 0x80 ended with {result.ExitCode})");
    }
}
