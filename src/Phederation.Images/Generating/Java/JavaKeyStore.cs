using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Phederation.Images.Generating.Java;

/// <summary>
/// Writes certificates as a store of Java's own format JKS (sun.security.provider.JavaKeyStore). PKCS 12 would hold random salt; this form
/// has nothing but what is written here.
/// </summary>
internal static class JavaKeyStore
{
    private const uint Magic = 0xFEEDFEED;
    private const int Version = 2;
    private const int TrustedCertificate = 2;

    // What everybody knows: the sum only guards against damage, and a runtime that reads its authorities does not even look at it.
    private const string Password = "changeit";

    /// <summary>The store's bytes; the same for the same certificates in whatever order.</summary>
    /// <param name="certificates">The certificates in DER.</param>
    public static byte[] Write(IEnumerable<byte[]> certificates)
    {
        var byName = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var certificate in certificates)
        {
            byName[Convert.ToHexStringLower(SHA256.HashData(certificate))] = certificate;
        }

        using var store = new MemoryStream();
        Number(store, Magic);
        Number(store, Version);
        Number(store, (uint)byName.Count);
        foreach (var (name, certificate) in byName)
        {
            Number(store, TrustedCertificate);
            Text(store, name);

            // The time of the entry: none.
            store.Write(new byte[sizeof(long)]);
            Text(store, "X.509");
            Number(store, (uint)certificate.Length);
            store.Write(certificate);
        }

        store.Write(Sum(store.ToArray()));
        return store.ToArray();
    }

    private static byte[] Sum(byte[] content)
    {
#pragma warning disable CA5350 // The format has no other sum.
        return SHA1.HashData([.. Encoding.BigEndianUnicode.GetBytes(Password), .. "Mighty Aphrodite"u8, .. content]);
#pragma warning restore CA5350
    }

    private static void Number(MemoryStream store, uint number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        store.Write(bytes);
    }

    // Names are plain ASCII here, for which Java's modified UTF-8 is the same.
    private static void Text(MemoryStream store, string text)
    {
        Span<byte> length = stackalloc byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)text.Length);
        store.Write(length);
        store.Write(Encoding.ASCII.GetBytes(text));
    }
}
