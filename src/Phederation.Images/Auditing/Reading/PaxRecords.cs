using System.Buffers.Text;

namespace Phederation.Images.Auditing.Reading;

/// <summary>The records of a pax extended header that matter here.</summary>
internal sealed class PaxRecords
{
    /// <summary>The attribute as Go's and GNU's tar name it.</summary>
    private const string CapabilityKey = "SCHILY.xattr.security.capability";

    /// <summary>Replaces the name.</summary>
    public string? Path { get; private set; }

    /// <summary>Replaces the link's target.</summary>
    public string? LinkPath { get; private set; }

    /// <summary>Replaces the size.</summary>
    public long? Size { get; private set; }

    /// <summary>Replaces the owner.</summary>
    public long? UserId { get; private set; }

    /// <summary>Replaces the group.</summary>
    public long? GroupId { get; private set; }

    /// <summary>Whether the entry has capabilities.</summary>
    public bool HasCapabilities { get; private set; }

    /// <summary>Reads "LENGTH key=value\n" records; null when they are malformed.</summary>
    public static PaxRecords? Parse(ReadOnlySpan<byte> bytes)
    {
        var records = new PaxRecords();
        while (!bytes.IsEmpty)
        {
            if (
                !Utf8Parser.TryParse(bytes, out int length, out var digits)
                || length <= digits + 2
                || length > bytes.Length
                || bytes[digits] != ' '
                || bytes[length - 1] != '\n'
            )
            {
                return null;
            }

            var record = bytes[(digits + 1)..(length - 1)];
            var equals = record.IndexOf((byte)'=');
            if (equals <= 0 || !records.Take(TarBlock.Text(record[..equals]), record[(equals + 1)..]))
            {
                return null;
            }

            bytes = bytes[length..];
        }

        return records;
    }

    private bool Take(string key, ReadOnlySpan<byte> value)
    {
        switch (key)
        {
            case "path":
                Path = TarBlock.Text(value);
                return value.Length > 0 && !value.Contains((byte)0);
            case "linkpath":
                LinkPath = TarBlock.Text(value);
                return value.Length > 0 && !value.Contains((byte)0);
            case "size":
                Size = Number(value);
                return Size is not null;
            case "uid":
                UserId = Number(value);
                return UserId is not null;
            case "gid":
                GroupId = Number(value);
                return GroupId is not null;
            case CapabilityKey or "LIBARCHIVE.xattr.security.capability":
                HasCapabilities = true;
                return true;
            default:
                return true;
        }
    }

    private static long? Number(ReadOnlySpan<byte> value) =>
        Utf8Parser.TryParse(value, out long number, out var used) && used == value.Length && number >= 0 ? number : null;
}
