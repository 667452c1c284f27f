namespace Phederation.Images.Contents;

/// <summary>A file for a moment, gone when it is closed.</summary>
internal sealed class SpoolFile : IAsyncDisposable
{
    /// <summary>Makes the file in a folder.</summary>
    public SpoolFile(string folder) =>
        Stream = new FileStream(
            Path.Combine(folder, "phederation-spool-" + Guid.NewGuid().ToString("N")),
            FileMode.CreateNew,
            FileAccess.ReadWrite,
            FileShare.None,
            bufferSize: 1 << 16,
            FileOptions.DeleteOnClose
        );

    /// <summary>Its bytes.</summary>
    public FileStream Stream { get; }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => Stream.DisposeAsync();
}
