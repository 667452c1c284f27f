using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Phederation.Seccomp.Filters;
using Phederation.Seccomp.Profiles;
using Phederation.Testing;

namespace Phederation.Seccomp.Tests.Support;

/// <summary>
/// Compiles a profile with this machine's libseccomp, the library behind every container runtime, in the way runc hands it the rules. The
/// result is the filter the kernel would run.
/// </summary>
internal static partial class LibSeccomp
{
    private const string Library = "libseccomp.so.2";

    /// <summary>Skips the test where the library is not installed.</summary>
    public static void Require() =>
        Assert.SkipUnless(NativeLibrary.TryLoad(Library, out _), $"{Library} is not installed (it comes with every container runtime)");

    /// <summary>The filter, or null where libseccomp refuses a rule (the container would not start).</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="honoursDefaultErrno">Whether the engine passes the default answer on.</param>
    public static BpfProgram? Compile(SeccompProfile profile, bool honoursDefaultErrno)
    {
        var fallback = SyscallVerdict.Of(profile.DefaultAction, honoursDefaultErrno ? profile.DefaultErrno : null);
        var context = Initialise(ReturnValue(fallback));
        Assert.NotEqual(0, context);
        try
        {
            foreach (var architecture in profile.Architectures.Where(name => name != "SCMP_ARCH_X86_64"))
            {
                Assert.Equal(0, AddArchitecture(context, ResolveArchitecture(ArchitectureName(architecture))));
            }

            foreach (var rule in profile.Rules.Where(rule => rule.Verdict != fallback))
            {
                foreach (var number in rule.Names.Select(ResolveName).Where(number => number != UnknownName))
                {
                    if (!Add(context, rule, number))
                    {
                        return null;
                    }
                }
            }

            using var folder = new TempFolder();
            using (var file = File.OpenHandle(folder["filter"], FileMode.Create, FileAccess.Write))
            {
                Assert.Equal(0, Export(context, file));
            }

            return BpfProgram.Parse(File.ReadAllBytes(folder["filter"]));
        }
        finally
        {
            Release(context);
        }
    }

    /// <summary>Whether the library knows the call by name.</summary>
    public static bool Knows(string name) => ResolveName(name) != UnknownName;

    private const int UnknownName = -1;

    private static uint ReturnValue(SyscallVerdict verdict) =>
        verdict.Action switch
        {
            SeccompAction.Allow => 0x7fff_0000,
            SeccompAction.Log => 0x7ffc_0000,
            SeccompAction.Errno => 0x0005_0000 | verdict.Errno,
            SeccompAction.Trap => 0x0003_0000,
            SeccompAction.KillProcess => 0x8000_0000,
            SeccompAction.KillThread => 0,
            _ => throw new ArgumentOutOfRangeException(nameof(verdict)),
        };

    private static bool Add(nint context, SyscallRule rule, int number)
    {
        var conditions = rule.Arguments.Select(NativeCondition.Of).ToArray();
        var areAlternatives = rule.Arguments.Select(condition => condition.Index).Distinct().Count() < conditions.Length;
        var action = ReturnValue(rule.Verdict);
        return areAlternatives
            ? Array.TrueForAll(conditions, condition => AddRule(context, action, number, 1, [condition]) == 0)
            : AddRule(context, action, number, (uint)conditions.Length, conditions) == 0;
    }

    private static string ArchitectureName(string profileName) => profileName["SCMP_ARCH_".Length..].ToLowerInvariant();

    [LibraryImport(Library, EntryPoint = "seccomp_init")]
    private static partial nint Initialise(uint action);

    [LibraryImport(Library, EntryPoint = "seccomp_release")]
    private static partial void Release(nint context);

    [LibraryImport(Library, EntryPoint = "seccomp_arch_resolve_name", StringMarshalling = StringMarshalling.Utf8)]
    private static partial uint ResolveArchitecture(string name);

    [LibraryImport(Library, EntryPoint = "seccomp_arch_add")]
    private static partial int AddArchitecture(nint context, uint architecture);

    [LibraryImport(Library, EntryPoint = "seccomp_syscall_resolve_name", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ResolveName(string name);

    [LibraryImport(Library, EntryPoint = "seccomp_rule_add_array")]
    private static partial int AddRule(nint context, uint action, int number, uint count, NativeCondition[] conditions);

    [LibraryImport(Library, EntryPoint = "seccomp_export_bpf")]
    private static partial int Export(nint context, SafeFileHandle file);

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct NativeCondition(uint Index, int Operator, ulong Value, ulong ValueTwo)
    {
        public static NativeCondition Of(ArgumentCondition condition) =>
            new((uint)condition.Index, 1 + (int)condition.Operator, condition.Value, condition.ValueTwo);
    }
}
