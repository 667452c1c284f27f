using System.Text;
using Phederation.Images.Contents;
using Phederation.Testing;

namespace Phederation.Images.Tests.Contents;

public sealed class SingleFileBundleTests
{
    private static readonly byte[] Signature = Convert.FromHexString("8b1202b96a612038727b930214d7a03213f5b9e6efae3318ee3b2dce24b36aae");

    [Theory]
    [InlineData(100)]
    [InlineData((1 << 20) - 20)]
    [InlineData(3_000_000)]
    public void Dependencies_are_found_wherever_the_signature_lies(int signatureAt) =>
        Assert.Equal("{\"libraries\":{}}", Read(Bundle(signatureAt)));

    [Fact]
    public void Program_without_a_bundle_has_none() => Assert.Null(Read([.. "\x7fELF"u8, .. new byte[2_000_000]]));

    [Fact]
    public void Damaged_programs_have_none_and_never_fail()
    {
        var random = new Random(7);
        for (var round = 0; round < 300; round++)
        {
            var bundle = Bundle(100);
            for (var change = 0; change < 3; change++)
            {
                // Mostly where it hurts: the place of the header and the header.
                var at = random.Next(2) == 0 ? 92 + random.Next(8) : bundle.Length - 1 - random.Next(60);
                bundle[at] = (byte)random.Next(256);
            }

            Read(bundle[..random.Next(bundle.Length / 2, bundle.Length)]);
            Read(bundle);
        }
    }

    private static string? Read(byte[] bytes)
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(folder["program"], bytes);
        using var file = File.OpenRead(folder["program"]);
        return SingleFileBundle.Dependencies(file) is { } found ? Encoding.UTF8.GetString(found) : null;
    }

    // A host, the bundled file, and the header at the end (bundler.md, "Bundle format" of version 6).
    private static byte[] Bundle(int signatureAt)
    {
        using var buffer = new MemoryStream();
        using var writer = new BinaryWriter(buffer);
        var dependencies = "{\"libraries\":{}}"u8.ToArray();
        var host = signatureAt + 5000;
        writer.Write("\x7fELF"u8);
        writer.Write(new byte[signatureAt - 8 - 4]);
        writer.Write((long)(host + dependencies.Length));
        writer.Write(Signature);
        writer.Write(new byte[host - signatureAt - Signature.Length]);
        writer.Write(dependencies);
        writer.Write(6u);
        writer.Write(0u);
        writer.Write(1);
        writer.Write("bundle-identity");
        writer.Write((long)host);
        writer.Write((long)dependencies.Length);
        writer.Write(0L);
        writer.Write(0L);
        writer.Write(0UL);
        writer.Flush();
        return buffer.ToArray();
    }
}
