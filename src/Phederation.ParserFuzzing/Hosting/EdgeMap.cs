using Phederation.ParserFuzzing.Sharing;

namespace Phederation.ParserFuzzing.Hosting;

/// <summary>Reads the map of edges that one input left: counts become buckets (1, 2, 3, 4–7, 8–15, 16–31, 32–127, 128 and more), as AFL has them.</summary>
internal static class EdgeMap
{
    private static readonly byte[] Buckets = MakeBuckets();

    /// <summary>The bucket of a count, one bit; 0 for 0.</summary>
    public static byte BucketOf(byte count) => Buckets[count];

    /// <summary>Sums a map up, and compares it with what was seen so far.</summary>
    /// <param name="map">The counts.</param>
    /// <param name="seen">The buckets seen so far.</param>
    /// <param name="learns">Whether the new ones are added to them.</param>
    /// <param name="result">Takes news, path and work.</param>
    public static void Read(ReadOnlySpan<byte> map, Span<byte> seen, bool learns, ref InputResult result)
    {
        var (path, work, news) = (0xCBF29CE484222325UL, 0L, 0);
        var at = 0;
        while (map[at..].IndexOfAnyExcept((byte)0) is var step and >= 0)
        {
            at += step;
            var bucket = Buckets[map[at]];
            work += map[at];
            path = (path ^ (((ulong)at << 8) | bucket)) * 0x9E3779B97F4A7C15;
            path ^= path >> 29;
            if ((seen[at] & bucket) == 0)
            {
                news = Math.Max(news, seen[at] == 0 ? 2 : 1);
                if (learns)
                {
                    seen[at] |= bucket;
                }
            }

            at++;
        }

        (result.News, result.Path, result.Work) = (news, path, work);
    }

    private static byte[] MakeBuckets()
    {
        var buckets = new byte[256];
        for (var count = 1; count < buckets.Length; count++)
        {
            buckets[count] = count switch
            {
                1 => 1,
                2 => 2,
                3 => 4,
                < 8 => 8,
                < 16 => 16,
                < 32 => 32,
                < 128 => 64,
                _ => 128,
            };
        }

        return buckets;
    }
}
