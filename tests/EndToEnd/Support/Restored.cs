namespace Phederation.EndToEnd.Support;

/// <summary>Puts a file back as it was, whatever the test did with it.</summary>
internal sealed class Restored : IAsyncDisposable
{
    private readonly string _path;
    private readonly byte[] _bytes;

    private Restored(string path, byte[] bytes) => (_path, _bytes) = (path, bytes);

    public static async Task<Restored> KeepAsync(string path) => new(path, await File.ReadAllBytesAsync(path));

    public async ValueTask DisposeAsync() => await File.WriteAllBytesAsync(_path, _bytes);
}
