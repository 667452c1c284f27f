using System.Security.Cryptography;
using System.Text.Json;

namespace Phederation.Site.State;

/// <summary>Reads and writes the state of a site.</summary>
public sealed class SiteStateStore
{
    private const int MaximumBytes = 1 << 20;

    private readonly StateFolder _folder;

    /// <summary>Works on the state file of a folder.</summary>
    public SiteStateStore(StateFolder folder) => _folder = folder;

    /// <summary>The state of a site that is new.</summary>
    /// <param name="name">The site's name.</param>
    public static SiteState New(string name) =>
        new() { SiteId = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), SiteName = name };

    /// <summary>The site's state; null when no site was made in this folder yet.</summary>
    /// <exception cref="SiteException">The file is malformed, or of a newer launcher.</exception>
    public async Task<SiteState?> LoadAsync(CancellationToken cancellationToken)
    {
        var path = _folder.StateFile;
        byte[] content;
        try
        {
            if (!File.Exists(path))
            {
                // An unreadable folder would look like an empty one, and a second site would be made in it.
                ThrowWhenUnreadable();
                return null;
            }

            if (new FileInfo(path).Length > MaximumBytes)
            {
                throw Malformed(path, $"it is larger than {MaximumBytes} bytes", null);
            }

            content = await File.ReadAllBytesAsync(path, cancellationToken);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new SiteException(
                ExitCode.Denied,
                $"The state in {_folder.Path} can't be read: {error.Message}",
                "Run as the user who made this site, or name another folder with --state DIR.",
                error
            );
        }

        SiteState state;
        try
        {
            state = JsonSerializer.Deserialize(content, SiteStateJson.Default.SiteState) ?? throw Malformed(path, "it is null", null);
        }
        catch (JsonException error)
        {
            throw Schema(content) > SiteState.CurrentSchema ? Newer(path, error) : Malformed(path, error.Message, error);
        }

        return state.Schema switch
        {
            > SiteState.CurrentSchema => throw Newer(path, null),
            < 1 => throw Malformed(path, $"its schema is {state.Schema}", null),
            _ when !SiteNames.IsSiteId(state.SiteId) => throw Malformed(path, "siteId is not 32 hexadecimal digits", null),
            _ when !SiteNames.IsName(state.SiteName) => throw Malformed(path, "siteName is not a name", null),
            _ => state,
        };
    }

    /// <summary>Replaces the site's state at once and for good.</summary>
    public Task SaveAsync(SiteState state, CancellationToken cancellationToken)
    {
        _folder.Create();
        return AtomicFile.WriteAsync(
            _folder.StateFile,
            JsonSerializer.SerializeToUtf8Bytes(state, SiteStateJson.Default.SiteState),
            cancellationToken
        );
    }

    private void ThrowWhenUnreadable()
    {
        if (Directory.Exists(_folder.Path))
        {
            _ = Directory.EnumerateFileSystemEntries(_folder.Path).Any();
        }
    }

    private static int Schema(byte[] content)
    {
        try
        {
            using var document = JsonDocument.Parse(content, new JsonDocumentOptions { MaxDepth = 8 });
            return
                document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("schema", out var schema)
                && schema.TryGetInt32(out var value)
                ? value
                : 0;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return 0;
        }
    }

    private static SiteException Malformed(string path, string why, Exception? inner) =>
        new(
            ExitCode.BadInput,
            $"{path}: the state of the site is malformed: {why}",
            "Restore the file from a backup; without it the site's containers and data can't be told from others'.",
            inner
        );

    private static SiteException Newer(string path, Exception? inner) =>
        new(
            ExitCode.BadInput,
            $"{path}: the state was written by a newer launcher than this one.",
            "Use the launcher of the newest release that came up here.",
            inner
        );
}
