using System.Text;
using Phederation.Containers.Engine;

namespace Phederation.Images.Tests.Auditing;

/// <summary>Searches the bytes of all layers, of the configuration and of the history of an image; knows nothing of their formats.</summary>
internal static class ArchiveGrep
{
    public static async Task<IReadOnlyList<string>> FindAsync(
        EngineClient engine,
        string image,
        IReadOnlyList<string> texts,
        CancellationToken cancellationToken
    )
    {
        var wanted = texts.Select(text => (Text: text, Bytes: Encoding.UTF8.GetBytes(text))).ToList();
        var found = new HashSet<string>();
        await using var archive = await engine.Images.SaveAsync([image], cancellationToken);
        var overlap = wanted.Max(one => one.Bytes.Length);
        var window = new byte[overlap + (1 << 20)];
        var kept = 0;
        while (await archive.ReadAsync(window.AsMemory(kept), cancellationToken) is > 0 and var read)
        {
            var length = kept + read;
            found.UnionWith(wanted.Where(one => window.AsSpan(0, length).IndexOf(one.Bytes) >= 0).Select(one => one.Text));
            kept = Math.Min(length, overlap);
            window.AsSpan(length - kept, kept).CopyTo(window);
        }

        return [.. found];
    }
}
