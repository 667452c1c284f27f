using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Phederation.Accounts.Tokens;
using Phederation.Postgres;
using Phederation.Testing;

namespace Phederation.Accounts.Tests;

public sealed class TokenTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    [Fact]
    public async Task Token_says_whose_it_is_and_what_it_allows_until_it_ends()
    {
        var tokens = new TokenService(_key, new TokenOptions(), _time);
        var token = tokens.Issue("jane", ["conceptset:*:get", "source:*:access"]);

        var read = await tokens.ValidateAsync(token);

        Assert.Equal("jane", read!.Login);
        Assert.Equal(["conceptset:*:get", "source:*:access"], read.Permissions);
        Assert.Equal(_time.GetUtcNow().AddHours(8), read.Expires);
        _time.Advance(TimeSpan.FromHours(8) - TimeSpan.FromSeconds(1));
        Assert.NotNull(await tokens.ValidateAsync(token));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await tokens.ValidateAsync(token));
    }

    [Fact]
    public async Task Token_with_one_or_no_permission_is_good()
    {
        var tokens = new TokenService(_key, new TokenOptions(), _time);
        Assert.Equal(["a"], (await tokens.ValidateAsync(tokens.Issue("jane", ["a"])))!.Permissions);
        Assert.Empty((await tokens.ValidateAsync(tokens.Issue("jane", [])))!.Permissions);
    }

    [Fact]
    public async Task Token_of_somebody_else_is_refused()
    {
        var tokens = new TokenService(_key, new TokenOptions(), _time);
        var otherKey = new TokenService(RandomNumberGenerator.GetBytes(32), new TokenOptions(), _time);
        var otherIssuer = new TokenService(_key, new TokenOptions { Issuer = "x" }, _time);
        var otherAudience = new TokenService(_key, new TokenOptions { Audience = "x" }, _time);

        foreach (var other in new[] { otherKey, otherIssuer, otherAudience })
        {
            Assert.Null(await tokens.ValidateAsync(other.Issue("jane", [])));
        }
    }

    [Fact]
    public async Task Token_that_was_changed_is_refused()
    {
        var tokens = new TokenService(_key, new TokenOptions(), _time);
        var parts = tokens.Issue("jane", ["a"]).Split('.');
        var claims = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[1]));
        var forged = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims.Replace("jane", "root", StringComparison.Ordinal)));
        var none = Base64Url.EncodeToString("{\"alg\":\"none\",\"typ\":\"JWT\"}"u8);
        var strong = Base64Url.EncodeToString("{\"alg\":\"HS512\",\"typ\":\"JWT\"}"u8);
        using var stronger = new HMACSHA512(_key);
        var signed = Base64Url.EncodeToString(stronger.ComputeHash(Encoding.ASCII.GetBytes($"{strong}.{parts[1]}")));

        foreach (
            var token in new[]
            {
                $"{parts[0]}.{forged}.{parts[2]}",
                $"{none}.{parts[1]}.",
                $"{none}.{parts[1]}.{parts[2]}",
                $"{strong}.{parts[1]}.{signed}",
                $"{parts[0]}.{parts[1]}.",
                $"{parts[0]}.{parts[1]}",
                "",
                "a.b.c",
                new string('x', 100_000),
                "eyJ.eyJ.\0",
            }
        )
        {
            Assert.Null(await tokens.ValidateAsync(token));
        }
    }

    [Theory]
    [InlineData("short")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public async Task Weak_key_is_refused(string key)
    {
        using var folder = new TempFolder();
        var path = folder.Write("key", key);

        var error = await Assert.ThrowsAsync<SetupException>(() =>
            TokenService.FromFileAsync(path, new TokenOptions(), _time, TestContext.Current.CancellationToken)
        );
        Assert.DoesNotContain(key, error.Message, StringComparison.Ordinal);
    }
}
