namespace Phederation.ParserFuzzing.Sharing;

/// <summary>A new name for a file to be mapped, in memory where the system has a place for that; deleted at the end with what is named after it.</summary>
internal sealed class SharedMemoryFile : IDisposable
{
    private const string MemoryFolder = "/dev/shm";

    private SharedMemoryFile(string path) => Path = path;

    public string Path { get; }

    public static SharedMemoryFile Create()
    {
        var folder = Directory.Exists(MemoryFolder) ? MemoryFolder : System.IO.Path.GetTempPath();
        return new SharedMemoryFile(System.IO.Path.Combine(folder, $"phederation-fuzz-{System.IO.Path.GetRandomFileName()}"));
    }

    public void Dispose()
    {
        foreach (var file in Directory.EnumerateFiles(System.IO.Path.GetDirectoryName(Path)!, System.IO.Path.GetFileName(Path) + "*"))
        {
            File.Delete(file);
        }
    }
}
