using System.Text.Json;

namespace Phederation.Images.Building;

/// <summary>
/// The records of the cache folder, one small file per image and key. A record is a hint only: whoever reads it asks the engine whether
/// it still has that image.
/// </summary>
internal sealed class BuildRecords
{
    private readonly string _folder;

    /// <summary>Opens the records in a folder.</summary>
    public BuildRecords(string folder) => _folder = folder;

    /// <summary>The record of a key, null when there is none or it can't be read.</summary>
    public BuildRecord? Find(string image, string key)
    {
        try
        {
            return JsonSerializer.Deserialize<BuildRecord>(File.ReadAllBytes(PathOf(image, key)));
        }
        catch (Exception exception) when (exception is IOException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Writes a record, through a file beside it.</summary>
    public void Save(string image, string key, BuildRecord record)
    {
        var path = PathOf(image, key);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path + ".new", JsonSerializer.SerializeToUtf8Bytes(record));
        File.Move(path + ".new", path, overwrite: true);
    }

    private string PathOf(string image, string key) => Path.Combine(_folder, image, key + ".json");
}
