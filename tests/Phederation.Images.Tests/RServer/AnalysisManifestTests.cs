using System.Security.Cryptography;
using System.Text.Json;

namespace Phederation.Images.Tests.RServer;

public sealed class AnalysisManifestTests
{
    [Fact]
    public void Shipped_list_names_each_script_with_its_hash()
    {
        var folder = Path.Combine(
            SharedImages.ImagesFolder,
            "distributed-analytics-r-server/rootfs/usr/lib/phederation/analytics/analyses"
        );
        using var list = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "approved.json")));
        var listed = list
            .RootElement.GetProperty("analyses")
            .EnumerateArray()
            .ToDictionary(entry => entry.GetProperty("file").GetString()!, entry => entry.GetProperty("sha256").GetString());

        var scripts = Directory
            .EnumerateFiles(folder, "*.R")
            .ToDictionary(
                file => Path.GetFileName(file),
                file => (string?)Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))
            );

        Assert.NotEmpty(scripts);
        Assert.Equal(scripts.OrderBy(script => script.Key), listed.OrderBy(script => script.Key));
    }
}
