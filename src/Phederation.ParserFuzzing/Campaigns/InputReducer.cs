namespace Phederation.ParserFuzzing.Campaigns;

/// <summary>
/// Makes an input smaller as long as something stays true of it: takes out blocks, of half its length down to single bytes, in bounded tries.
/// </summary>
internal static class InputReducer
{
    /// <summary>Reduces an input.</summary>
    /// <param name="input">For it the property holds.</param>
    /// <param name="stillHolds">Whether the property holds for a smaller one.</param>
    /// <param name="tries">The most questions.</param>
    public static async Task<byte[]> ReduceAsync(byte[] input, Func<byte[], Task<bool>> stillHolds, int tries)
    {
        for (var size = Math.Max(1, input.Length / 2); ; size = Math.Max(1, size / 2))
        {
            var before = input.Length;
            for (var at = 0; at < input.Length && tries > 0; tries--)
            {
                var count = Math.Min(size, input.Length - at);
                byte[] smaller = [.. input.AsSpan(0, at), .. input.AsSpan(at + count)];
                if (await stillHolds(smaller))
                {
                    input = smaller;
                }
                else
                {
                    at += size;
                }
            }

            // Single bytes again and again, until none can go.
            if (tries <= 0 || (size == 1 && input.Length == before))
            {
                return input;
            }
        }
    }
}
