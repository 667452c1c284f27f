namespace Phederation.Images.Building;

/// <summary>A folder for the duration of one build.</summary>
internal sealed class WorkFolder(string path) : IDisposable
{
    /// <summary>A file or folder in it.</summary>
    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>Its absolute path.</summary>
    public string Path { get; } = path;

    /// <inheritdoc />
    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // The next build removes what stays.
        }
    }
}
