using Phederation.Processes;
using Phederation.Testing;

namespace Phederation.Seccomp.Tests.Support;

/// <summary>Runs a program in a cgroup and under a filter without an engine: perl's syscall() does what a runtime does before its exec.</summary>
internal static class FilteredProcess
{
    // prctl(PR_SET_NO_NEW_PRIVS), seccomp(SECCOMP_SET_MODE_FILTER), exec; a scope or filter of "-" is left out.
    private const string Launcher = """
        my ($scope, $hex) = (shift, shift);
        if ($scope ne '-') { open(my $f, '>', "$scope/cgroup.procs") or die "scope: $!"; print $f $$; close $f or die "scope: $!"; }
        if ($hex ne '-') {
          my $code = pack('H*', $hex); my $program = pack('S x6 P', length($code) / 8, $code);
          syscall(157, 38, 1, 0, 0, 0) == 0 or die "no_new_privs: $!";
          syscall(317, 1, 0, $program) == 0 or die "seccomp: $!";
        }
        exec @ARGV or die "exec: $!";
        """;

    public static async Task<(ProcessResult Result, byte[] Output)> RunAsync(string? scope, string? filter, params string[] command)
    {
        using var output = new MemoryStream();
        var request = new ProcessRequest
        {
            Program = Requires.Program("perl"),
            Arguments = ["-e", Launcher, "--", scope ?? "-", filter ?? "-", .. command],
            TimeLimit = TimeSpan.FromSeconds(60),
            OutputTo = output,
        };
        var result = await new ProcessRunner().RunAsync(request, TestContext.Current.CancellationToken);
        return (result, output.ToArray());
    }

    /// <summary>Runs a raw program and returns what its calls answered.</summary>
    public static async Task<long[]> RunAsync(string? scope, string? filter, RawProgram program)
    {
        using var folder = new TempFolder();
        program.Save(folder["raw"]);
        var (result, output) = await RunAsync(scope, filter, folder["raw"]);
        Assert.True(result.ExitCode == 0, result.Error);
        return RawProgram.Answers(output);
    }
}
