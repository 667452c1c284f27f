using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Phederation.Images.Sbom;

/// <summary>What identifies a bill: made from the image and the tool, so that the same bill has the same bytes.</summary>
internal static class BillIdentity
{
    /// <summary>The tool's name.</summary>
    public const string Tool = "Phederation.Pipeline";

    /// <summary>The tool's version.</summary>
    public static string ToolVersion { get; } = typeof(BillIdentity).Assembly.GetName().Version!.ToString(3);

    /// <summary>A UUID of version 8 over the image and the tool (RFC 9562, 5.8): name-based, by SHA-256.</summary>
    public static string Uuid(BillOfMaterials bill)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{Tool} {ToolVersion} {bill.Name}:{bill.Version} {bill.ImageId}"));
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash.AsSpan(0, 16), bigEndian: true).ToString();
    }

    /// <summary>The time as both formats take it.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
