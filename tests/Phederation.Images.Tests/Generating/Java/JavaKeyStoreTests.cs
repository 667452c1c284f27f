using System.Buffers.Binary;
using Phederation.Images.Generating.Java;

namespace Phederation.Images.Tests.Generating.Java;

public sealed class JavaKeyStoreTests
{
    private static readonly byte[] One = [1, 2, 3];
    private static readonly byte[] Two = [4, 5];

    [Fact]
    public void Store_is_the_same_for_the_same_certificates_in_whatever_order()
    {
        Assert.Equal(JavaKeyStore.Write([One, Two]), JavaKeyStore.Write([Two, One, Two]));
        Assert.NotEqual(JavaKeyStore.Write([One]), JavaKeyStore.Write([Two]));
    }

    [Fact]
    public void Store_begins_as_the_format_says_and_counts_its_certificates()
    {
        var store = JavaKeyStore.Write([One, Two]);

        Assert.Equal(0xFEEDFEED, BinaryPrimitives.ReadUInt32BigEndian(store));
        Assert.Equal(2u, BinaryPrimitives.ReadUInt32BigEndian(store.AsSpan(4)));
        Assert.Equal(2u, BinaryPrimitives.ReadUInt32BigEndian(store.AsSpan(8)));
    }
}
