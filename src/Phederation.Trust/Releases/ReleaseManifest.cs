using System.Text.Json;
using System.Text.Json.Serialization;
using Phederation.Trust.Tuf;

namespace Phederation.Trust.Releases;

/// <summary>What <c>release.json</c> says: the images with what they run under, the verdicts, and every file of the release.</summary>
public sealed record ReleaseManifest
{
    /// <summary>The file's name in the release folder, and as a signed target.</summary>
    public const string FileName = "release.json";

    /// <summary>The format that is written and read.</summary>
    public const int CurrentSchema = 1;

    private const int MaximumLength = 16 << 20;

    /// <summary>The format; only <see cref="CurrentSchema"/> is read.</summary>
    [JsonRequired]
    public int Schema { get; init; } = CurrentSchema;

    /// <summary>The release's version.</summary>
    public required string Version { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>The policy of <see cref="TrustPolicy"/> that it was made under.</summary>
    public required string Policy { get; init; }

    /// <summary>What it was made from.</summary>
    public required ReleaseSource Source { get; init; }

    /// <summary>The pipeline's version.</summary>
    public required string ToolVersion { get; init; }

    /// <summary>The plain ids of the root keys that vouch for it and its images; the signer writes them.</summary>
    public IReadOnlyList<string> RootKeyIds { get; init; } = [];

    /// <summary>The images.</summary>
    public required IReadOnlyList<ReleaseImage> Images { get; init; }

    /// <summary>The editions of the stack that a site can choose from; the first one is the default.</summary>
    public IReadOnlyList<string> Editions { get; init; } = [];

    /// <summary>What a site runs of the images.</summary>
    public IReadOnlyList<ReleaseService> Services { get; init; } = [];

    /// <summary>The signed verdicts of the pipeline's gates.</summary>
    public required IReadOnlyList<ReleaseVerdict> Verdicts { get; init; }

    /// <summary>Every file but this one and the release's own trust metadata; the signer writes them.</summary>
    public IReadOnlyList<ReleaseFile> Files { get; init; } = [];

    /// <summary>The file's bytes: the same manifest gives the same bytes.</summary>
    public byte[] ToBytes() =>
        JsonSerializer.SerializeToUtf8Bytes(
            this with
            {
                Images = [.. Images.Select(image => image.Ordered()).OrderBy(image => image.Name, StringComparer.Ordinal)],
                Services = [.. Services.Select(service => service.Ordered())],
                Files = [.. Files.OrderBy(file => file.Path, StringComparer.Ordinal)],
                RootKeyIds = [.. RootKeyIds.Order(StringComparer.Ordinal)],
            },
            TrustJson.Default.ReleaseManifest
        );

    /// <summary>Reads the bytes.</summary>
    /// <exception cref="RefusedException">They are not in the format.</exception>
    internal static ReleaseManifest Parse(byte[] bytes)
    {
        var manifest = StrictJson.Shaped(
            FileName,
            () =>
            {
                // The schema first: a newer format is named as such, not by its first unknown member.
                using var document = JsonDocument.Parse(bytes, StrictJson.Options);
                var schema = StrictJson.Integer(document.RootElement, "schema", minimum: 1);
                if (schema != CurrentSchema)
                {
                    throw new RefusedException(
                        RefusalCode.Unsupported,
                        $"its schema {schema} is not known",
                        FileName,
                        "use the launcher that came with the release"
                    );
                }

                var read = JsonSerializer.Deserialize(bytes, TrustJson.Default.ReleaseManifest) ?? throw new FormatException("it is null");
                StrictJson.NoNulls(read.RootKeyIds);
                StrictJson.NoNulls(read.Images);
                StrictJson.NoNulls(read.Editions);
                StrictJson.NoNulls(read.Services);
                foreach (var service in read.Services)
                {
                    StrictJson.NoNulls(service.Editions);
                }

                StrictJson.NoNulls(read.Verdicts);
                StrictJson.NoNulls(read.Files);
                return read;
            }
        );
        return TrustPolicy.IsKnown(manifest.Policy)
            ? manifest
            : throw new RefusedException(
                RefusalCode.Unsupported,
                $"its policy '{manifest.Policy}' is not known",
                FileName,
                "use the launcher that came with the release"
            );
    }

    /// <summary>Reads the file of a release folder.</summary>
    /// <exception cref="RefusedException">It is missing or too large.</exception>
    internal static byte[] ReadBytes(string folder) => BoundedFile.Read(Path.Combine(folder, FileName), MaximumLength, FileName);
}
