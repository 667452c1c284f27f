using System.Text;

namespace Phederation.FuzzHost.Images;

/// <summary>Makes the checksums of tar headers fit: a mutation can't.</summary>
internal static class TarChecksums
{
    private const int BlockSize = 512;
    private const int Place = 148;
    private const int Length = 8;

    /// <summary>The archive with the right checksum in each block that has a header's magic, or is the first.</summary>
    public static byte[] Mend(byte[] archive)
    {
        var mended = archive.ToArray();
        for (var at = 0; at + BlockSize <= mended.Length; at += BlockSize)
        {
            var block = mended.AsSpan(at, BlockSize);
            if (at == 0 || block[257..262].SequenceEqual("ustar"u8))
            {
                block.Slice(Place, Length).Fill((byte)' ');
                var sum = 0;
                foreach (var one in block)
                {
                    sum += one;
                }

                Encoding.ASCII.GetBytes($"{Convert.ToString(sum, 8).PadLeft(6, '0')}\0 ").CopyTo(block[Place..]);
            }
        }

        return mended;
    }
}
