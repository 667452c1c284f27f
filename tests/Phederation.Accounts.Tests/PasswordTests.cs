using Phederation.Accounts.Passwords;

namespace Phederation.Accounts.Tests;

public sealed class PasswordTests
{
    [Fact]
    public void Hash_knows_its_password_and_no_other()
    {
        var hash = PasswordHash.Create("correct horse battery");

        Assert.StartsWith("$pbkdf2-sha512$i=210000$", hash, StringComparison.Ordinal);
        Assert.True(PasswordHash.Verify(hash, "correct horse battery", out var needsRehash));
        Assert.False(needsRehash);
        Assert.False(PasswordHash.Verify(hash, "correct horse batterY", out _));
        Assert.NotEqual(hash, PasswordHash.Create("correct horse battery"));
    }

    [Fact]
    public void Hash_of_weaker_parameters_is_good_and_asks_for_a_new_one()
    {
        Assert.True(PasswordHash.Verify(PasswordHash.Create("secret words here", 1000), "secret words here", out var needsRehash));
        Assert.True(needsRehash);
        Assert.False(PasswordHash.Verify(PasswordHash.Create("secret words here", 1000), "other", out needsRehash));
        Assert.False(needsRehash);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("$pbkdf2-sha512$i=0$AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAA==")]
    [InlineData("$pbkdf2-sha512$i=99999999999$AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAA==")]
    [InlineData("$pbkdf2-sha512$i=1$$")]
    [InlineData("$pbkdf2-sha512$i=1$?$?")]
    [InlineData("$argon2id$v=19$m=1,t=1,p=1$a$b")]
    public void What_is_no_hash_knows_no_password(string? hash)
    {
        Assert.False(PasswordHash.Verify(hash, "", out _));
        Assert.False(PasswordHash.Verify(hash, new string('x', 5000), out _));
    }

    [Theory]
    [InlineData("admin", "admin")]
    [InlineData("short", "jane")]
    [InlineData("aaaaaaaaaaaaaaaa", "jane")]
    [InlineData("P@ssw0rd12345", "jane")]
    [InlineData("password-password", "jane")]
    [InlineData("administrator1", "jane")]
    [InlineData("123456789012", "jane")]
    [InlineData("abcdefghijklm", "jane")]
    [InlineData("janesmith2024!", "janesmith")]
    [InlineData("Welcome12345!", "jane")]
    [InlineData("ohdsi-webapi-atlas", "jane")]
    [InlineData("password12345678", "jane")]
    [InlineData("with\tcontrol chars", "jane")]
    public void Password_that_anybody_would_try_is_refused(string password, string login) =>
        Assert.NotNull(PasswordPolicy.Refuse(password, login));

    [Theory]
    [InlineData("correct horse battery staple")]
    [InlineData("blaue Übergänge 7")]
    [InlineData("0d9a3b5e4c7f81926a")]
    [InlineData("84019275518362")]
    public void Long_password_is_accepted_without_rules_on_its_characters(string password) =>
        Assert.Null(PasswordPolicy.Refuse(password, "jane"));

    [Fact]
    public void Generated_password_is_accepted_and_never_the_same()
    {
        var passwords = Enumerable.Range(0, 50).Select(_ => GeneratedPassword.Create()).ToArray();
        Assert.Equal(50, passwords.Distinct().Count());
        Assert.All(passwords, password => Assert.Null(PasswordPolicy.Refuse(password, "jane")));
    }
}
