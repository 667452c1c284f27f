using System.Reflection;

namespace Phederation.ParserFuzzing.Hosting;

/// <summary>How this program starts itself again.</summary>
internal static class HostCommand
{
    /// <summary>The arguments before its own: its assembly, where the process is the dotnet program and not one of its own.</summary>
    public static IReadOnlyList<string> Prefix() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [Assembly.GetEntryAssembly()!.Location] : [];
}
