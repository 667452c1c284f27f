using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Phederation.Seccomp.Recording;

/// <summary>The machines that the recorders know.</summary>
internal static class RecorderPlatform
{
    /// <summary>Whether this is one.</summary>
    [SupportedOSPlatformGuard("linux")]
    public static bool IsKnown => OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64;

    /// <summary>Says that it is not.</summary>
    public static RecorderUnavailableException Unknown() =>
        new("the recorder knows Linux on x86-64 only", "Run the trace on such a machine.");
}
