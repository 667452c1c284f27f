using System.Text.Json;
using Phederation.Processes;
using Phederation.Testing;

namespace Phederation.Images.Tests.Sbom;

/// <summary>The official validator of CycloneDX, installed once in a folder of its own from the committed lock file.</summary>
internal static class SchemaValidator
{
    private static readonly SemaphoreSlim Turn = new(1);
    private static readonly TempFolder Folder = new();
    private static bool _isInstalled;

    /// <summary>What the validator says of a document: null when it is valid.</summary>
    public static async Task<string?> FindingsAsync(byte[] document, CancellationToken cancellationToken)
    {
        var file = Path.Combine(Folder.Path, Guid.NewGuid().ToString("N") + ".json");
        await File.WriteAllBytesAsync(file, document, cancellationToken);
        using var answer = await RunAsync([file], cancellationToken);
        var findings = answer.RootElement.GetProperty("findings").GetProperty(file);
        return findings.ValueKind == JsonValueKind.Null ? null : findings.ToString();
    }

    /// <summary>The identifiers of SPDX's list.</summary>
    public static async Task<HashSet<string>> LicencesAsync(CancellationToken cancellationToken)
    {
        using var answer = await RunAsync([], cancellationToken);
        return [.. answer.RootElement.GetProperty("licences").EnumerateArray().Select(licence => licence.GetString()!)];
    }

    private static async Task<JsonDocument> RunAsync(string[] files, CancellationToken cancellationToken)
    {
        var node = Requires.Program("node");
        var npm = Requires.Program("npm");
        await Turn.WaitAsync(cancellationToken);
        try
        {
            if (!_isInstalled)
            {
                foreach (var file in new[] { "package.json", "package-lock.json", "validate.mjs" })
                {
                    var source = Path.Combine(Repository.Root, "tests/Phederation.Images.Tests/Sbom/Validator", file);
                    File.Copy(source, Folder[file], overwrite: true);
                }

                await RunAsync(npm, ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], cancellationToken);
                _isInstalled = true;
            }
        }
        finally
        {
            Turn.Release();
        }

        return JsonDocument.Parse(await RunAsync(node, ["validate.mjs", .. files], cancellationToken));
    }

    private static async Task<string> RunAsync(string program, string[] arguments, CancellationToken cancellationToken)
    {
        var request = new ProcessRequest
        {
            Program = program,
            Arguments = arguments,
            WorkingDirectory = Folder.Path,
            TimeLimit = TimeSpan.FromMinutes(4),
        };
        return (await new ProcessRunner().RunAsync(request, cancellationToken)).EnsureSuccess(request).Output;
    }
}
