using System.Buffers.Binary;
using System.Text;

namespace Phederation.Images.FileSystem;

/// <summary>
/// Writes <c>/etc/ld.so.cache</c> as glibc's loader reads it (format <c>glibc-ld.so.cache1.1</c>, elf/cache.c of glibc 2.32 and later).
/// Written here rather than by the host's ldconfig, so that the host's version of it can't change the image.
/// </summary>
internal static class LoaderCache
{
    private const int HeaderLength = 48;
    private const int EntryLength = 24;

    // FLAG_ELF_LIBC6 | FLAG_X8664_LIB64
    private const uint LibraryFlags = 0x0303;
    private const byte LittleEndian = 2;

    /// <summary>Writes the cache.</summary>
    /// <param name="libraries">The file's absolute path in the image by the library's soname.</param>
    public static byte[] Write(IReadOnlyDictionary<string, string> libraries)
    {
        // The loader searches by halving: the order is descending by its own comparison, in which numbers count as numbers.
        var sorted = libraries
            .OrderByDescending(library => library.Key, Comparer<string>.Create(Compare))
            .ThenBy(library => library.Key, StringComparer.Ordinal)
            .ToList();
        var strings = new MemoryStream();
        var stringsStart = HeaderLength + (sorted.Count * EntryLength);
        var entries = new byte[sorted.Count * EntryLength];
        for (var index = 0; index < sorted.Count; index++)
        {
            var entry = entries.AsSpan(index * EntryLength);
            BinaryPrimitives.WriteUInt32LittleEndian(entry, LibraryFlags);
            BinaryPrimitives.WriteUInt32LittleEndian(entry[4..], (uint)(stringsStart + Append(strings, sorted[index].Key)));
            BinaryPrimitives.WriteUInt32LittleEndian(entry[8..], (uint)(stringsStart + Append(strings, sorted[index].Value)));
        }

        var cache = new byte[stringsStart + strings.Length];
        "glibc-ld.so.cache1.1"u8.CopyTo(cache);
        BinaryPrimitives.WriteUInt32LittleEndian(cache.AsSpan(20), (uint)sorted.Count);
        BinaryPrimitives.WriteUInt32LittleEndian(cache.AsSpan(24), (uint)strings.Length);
        cache[28] = LittleEndian;
        entries.CopyTo(cache, HeaderLength);
        strings.ToArray().CopyTo(cache, stringsStart);
        return cache;
    }

    /// <summary>The loader's comparison (_dl_cache_libcmp): runs of digits compare by value, anything else by character.</summary>
    internal static int Compare(string left, string right)
    {
        int l = 0,
            r = 0;
        while (l < left.Length)
        {
            var leftIsDigit = char.IsAsciiDigit(left[l]);
            var rightIsDigit = r < right.Length && char.IsAsciiDigit(right[r]);
            if (leftIsDigit && rightIsDigit)
            {
                var difference = Number(left, ref l).CompareTo(Number(right, ref r));
                if (difference != 0)
                {
                    return difference;
                }
            }
            else if (leftIsDigit != rightIsDigit)
            {
                return leftIsDigit ? 1 : -1;
            }
            else if (r >= right.Length || left[l] != right[r])
            {
                return r >= right.Length ? 1 : left[l] - right[r];
            }
            else
            {
                l++;
                r++;
            }
        }

        return r < right.Length ? -1 : 0;
    }

    private static ulong Number(string text, ref int at)
    {
        var value = 0UL;
        for (; at < text.Length && char.IsAsciiDigit(text[at]); at++)
        {
            value = unchecked((value * 10) + (ulong)(text[at] - '0'));
        }

        return value;
    }

    private static int Append(MemoryStream strings, string text)
    {
        var offset = (int)strings.Length;
        strings.Write(Encoding.UTF8.GetBytes(text));
        strings.WriteByte(0);
        return offset;
    }
}
