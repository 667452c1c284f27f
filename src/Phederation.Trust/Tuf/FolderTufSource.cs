namespace Phederation.Trust.Tuf;

/// <summary>Metadata files in a folder: <c>root.json</c>, <c>targets/releases.json</c> and so on.</summary>
internal sealed class FolderTufSource(string folder, string name) : ITufSource
{
    public string Name => name;

    public Task<byte[]?> ReadAsync(string role, string? sha256, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, role.Replace('/', Path.DirectorySeparatorChar) + ".json");
        return Task.FromResult(Path.Exists(path) ? BoundedFile.Read(path, TufMetadata.MaximumLength, $"{name}/{role}.json") : null);
    }
}
