using System.ComponentModel;
using Phederation.Processes;
using Phederation.Seccomp.Filters;
using Phederation.Seccomp.Profiles;
using Phederation.Seccomp.Tests.Support;
using Phederation.Testing;

namespace Phederation.Seccomp.Tests.Filters;

/// <summary>What the kernel holds real containers to.</summary>
public sealed class KernelFilterTests
{
    // The engine of the tests is older than 23 and answers EPERM whatever a profile's default number is.
    private const bool HonoursDefault = false;

    public static TheoryData<string> Reviewed =>
        [
            .. Directory
                .EnumerateDirectories(Path.Combine(Repository.Root, "profiles"))
                .Where(folder => File.Exists(Path.Combine(folder, "seccomp.json")))
                .Select(folder => Path.GetFileName(folder)!)
                .Order(StringComparer.Ordinal),
        ];

    [Theory]
    [MemberData(nameof(Reviewed))]
    public async Task Kernel_enforces_what_a_reviewed_profile_says_in_every_branch(string name)
    {
        Requires.Root();
        var text = await File.ReadAllTextAsync(
            Path.Combine(Repository.Root, "profiles", name, "seccomp.json"),
            TestContext.Current.CancellationToken
        );
        var profile = SeccompProfile.Parse(text, name);
        await using var container = await RawContainer.StartAsync(text, cgroupParent: null);

        var programs = await KernelFilter.ReadAsync(await container.ProcessIdAsync());

        var program = Assert.Single(programs);
        var reached = new bool[program.Instructions.Count];
        Assert.Empty(FilterComparison.Run(profile, program, HonoursDefault, reached: reached));
        var missed = Reachable(program).Where(at => !reached[at]).ToList();
        Assert.True(missed.Count == 0, $"not reached: {string.Join(' ', missed)}\n{BpfText.Of(program, SyscallAbi.X8664)}");
    }

    [Fact]
    public async Task Profile_that_is_not_the_one_in_force_is_told_call_by_call()
    {
        Requires.Root();
        var profile = SeccompProfile.Parse(
            await File.ReadAllTextAsync(
                Path.Combine(Repository.Root, "profiles/postgres/seccomp.json"),
                TestContext.Current.CancellationToken
            ),
            "postgres"
        );
        await using var container = await RawContainer.StartAsync(profile.ToJson(), cgroupParent: null);
        var program = Assert.Single(await KernelFilter.ReadAsync(await container.ProcessIdAsync()));

        var difference = Assert.Single(
            FilterComparison.Run(profile.Without("umask"), program, HonoursDefault),
            difference => difference.Arguments.All(value => value == 0)
        );

        Assert.Equal(
            "umask (x86_64) with 0x0, 0x0, 0x0, 0x0, 0x0, 0x0: the profile says EPERM, the kernel's filter allow",
            difference.ToString()
        );
        Assert.Contains("(umask) → ", BpfText.Of(program, SyscallAbi.X8664), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Process_without_a_filter_has_none_and_one_that_is_gone_is_named()
    {
        Requires.Root();
        using var folder = new TempFolder();
        var process = ServerProcess.Start(new ProcessRequest { Program = "/bin/sleep", Arguments = ["30"] }, folder["log"]);
        await using (process)
        {
            Assert.Empty(await KernelFilter.ReadAsync(process.ProcessId));
            Assert.False(process.HasExited);
        }

        var fault = await Assert.ThrowsAsync<Win32Exception>(() => KernelFilter.ReadAsync(process.ProcessId));
        Assert.Contains("has ended", fault.Message, StringComparison.Ordinal);
    }

    /// <summary>The places that some jump leads to: runtimes leave instructions behind that none does.</summary>
    private static SortedSet<int> Reachable(BpfProgram program)
    {
        var found = new SortedSet<int>();
        var open = new Stack<int>([0]);
        while (open.TryPop(out var at))
        {
            if (!found.Add(at))
            {
                continue;
            }

            var one = program.Instructions[at];
            switch (one.Code & 0xf7)
            {
                case 0x06 or 0x16:
                    break;
                case 0x05:
                    open.Push(at + 1 + (int)one.K);
                    break;
                case 0x15 or 0x25 or 0x35 or 0x45:
                    open.Push(at + 1 + one.Jt);
                    open.Push(at + 1 + one.Jf);
                    break;
                default:
                    open.Push(at + 1);
                    break;
            }
        }

        return found;
    }
}
