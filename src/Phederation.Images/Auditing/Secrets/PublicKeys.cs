using System.Security.Cryptography;
using System.Text;

namespace Phederation.Images.Auditing.Secrets;

/// <summary>Private keys that everybody has, because libraries test themselves with them: no secret, wherever they lie.</summary>
internal static class PublicKeys
{
    /// <summary>SHA-256 of the base64 text without line ends.</summary>
    private static readonly HashSet<string> Known =
    [
        // GnuTLS, lib/crypto-selftests-pk.c.
        "bf552d2ff30b20f0b0ee2bcc357a5ab68dbe899ae09a0071b097bee2d2434332",
        "cadf1e62661d5d21a7fce2c80b3319022ee366137e4b302a7ea78b7f17d6f599",
        "6d03bbf47115fad00d6f990593a6465ca693d0f6d797721cfc94b0190349b50d",
        "30db3ea6d728b88c03c56388f64efb5bfe5e8d0ed3640482108ac79645304e6f",
        "518a21fe5a8a54f8f31d8913c3aa5be433ba94871630b3f85009c146bd3b844e",
        "c780c483da21d36753a9662fc03234d3fda795fe0bad451fbfa01dab43321ac5",
        "0abce0c5fd3b863ee4d881dcc5382b334393868cef4c32e687d87ce334d456b8",
        "24a2416c5abbb67327599619c25906553b849d79cbc413e2a061f12de6718838",
        "9ab6db67523ba6071fdb948b3ce38349ec08fb726f359abbbca33a3a84238ba2",
        "f287c70b1db074fe73f73bfb1f09a8b0231e0d951d5bfd30a742bcb9de9195ab",
    ];

    /// <summary>Whether the text after the first line of a key is that of one of them.</summary>
    public static bool Contains(ReadOnlySpan<char> body)
    {
        var end = body.IndexOf("-----END");
        if (end < 0)
        {
            return false;
        }

        var text = string.Concat(body[..end].ToString().Where(character => character is not ('\n' or '\r')));
        return Known.Contains(Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(text))));
    }
}
