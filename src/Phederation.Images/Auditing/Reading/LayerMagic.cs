namespace Phederation.Images.Auditing.Reading;

/// <summary>Tells blobs apart by their bytes: names and media types are only what somebody wrote.</summary>
internal static class LayerMagic
{
    /// <summary>What begins with these bytes, the first 512 or all of them.</summary>
    public static LayerForm Of(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]))
        {
            return LayerForm.Gzip;
        }

        if (head.StartsWith((ReadOnlySpan<byte>)[0x28, 0xB5, 0x2F, 0xFD]))
        {
            return LayerForm.Zstandard;
        }

        if (head.Length == TarBlock.Size && (new TarBlock(head).IsZero || new TarBlock(head).IsHeader))
        {
            return LayerForm.Tar;
        }

        var text = head.TrimStart(" \t\r\n"u8);
        return text.Length > 0 && (text[0] is (byte)'{' or (byte)'[') ? LayerForm.Json : LayerForm.Other;
    }
}
