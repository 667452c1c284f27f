using Phederation.WebApi.Sources;

namespace Phederation.WebApi.Tests.Sources;

public sealed class JdbcAddressTests
{
    [Theory]
    [InlineData(
        "jdbc:postgresql://postgres-qa:5445/OHDSI?user=phederation&sslmode=require",
        "postgres-qa",
        5445,
        "OHDSI",
        "phederation",
        "require"
    )]
    [InlineData("jdbc:postgresql://db.example.org/a%20b", "db.example.org", 5432, "a b", null, null)]
    [InlineData("jdbc:postgresql://h/d?user=a%26b&password=hidden&user=last", "h", 5432, "d", "last", null)]
    public void An_address_is_read(string text, string host, int port, string database, string? user, string? tls)
    {
        Assert.True(JdbcAddress.TryParse(text, out var address));
        Assert.Equal(new JdbcAddress(host, port, database, user, tls), address);
    }

    [Theory]
    [InlineData("")]
    [InlineData("jdbc:oracle:thin:@h:1521:x")]
    [InlineData("jdbc:postgresql:")]
    [InlineData("jdbc:postgresql://h")]
    [InlineData("jdbc:postgresql://h/")]
    [InlineData("postgresql://h/d")]
    [InlineData("jdbc:postgresql://h:port/d")]
    public void What_is_none_is_refused(string text) => Assert.False(JdbcAddress.TryParse(text, out _));
}
