using Phederation.ParserFuzzing.Campaigns;

namespace Phederation.ParserFuzzing.Reporting;

/// <summary>Keeps the inputs of faults: <c>crashes/TARGET/HASH</c>, with what happened beside it.</summary>
internal sealed class CrashFolder(string folder, string target)
{
    /// <summary>Writes an input and its story; returns the file.</summary>
    public async Task<string> WriteAsync(FaultKey key, byte[] input, InputFault fault, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, target, key.Hash);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllBytesAsync(path, input, cancellationToken);
        var story = $"""
            {target}: {key}
            input: {path} ({input.Length} bytes)
            repeat: {RepeatCommand(target, path)}

            {fault.Detail}

            """;
        await File.WriteAllTextAsync(path + ".txt", story, cancellationToken);
        return path;
    }

    /// <summary>How to run an input again.</summary>
    public static string RepeatCommand(string target, string path) => $"build/build.sh FuzzParsers --parsers {target} --replay {path}";
}
