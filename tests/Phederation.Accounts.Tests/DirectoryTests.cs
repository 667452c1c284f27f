using Phederation.Accounts.Directory;
using Phederation.Testing;
using Phederation.Testing.Services;

namespace Phederation.Accounts.Tests;

public sealed class DirectoryTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("ldap", false, false)]
    [InlineData("ldaps", true, false)]
    [InlineData("ldap", false, true)]
    public async Task Person_signs_in_with_the_right_password_only(string scheme, bool isTls, bool usesPattern)
    {
        await using var server = new TestDirectory(isTls);
        var directory = new LdapDirectory(
            Settings(server, scheme) with
            {
                DnPattern = usesPattern ? "uid={0},dc=example,dc=org" : "",
            },
            TimeProvider.System
        );

        Assert.Equal("curie", (await directory.SignInAsync("curie", "polonium", Cancellation))!.Login);
        Assert.Null(await directory.SignInAsync("curie", "radium", Cancellation));
        Assert.Null(await directory.SignInAsync("curie", "", Cancellation));
        Assert.Null(await directory.SignInAsync("nobody", "polonium", Cancellation));
        Assert.NotNull(await directory.SignInAsync("odd*(,", "odd", Cancellation));
    }

    [Theory]
    [InlineData("*")]
    [InlineData("curie)(uid=*")]
    [InlineData("c*")]
    [InlineData("curie,dc=example,dc=org")]
    [InlineData("curie\0")]
    [InlineData("\\2a")]
    public async Task Login_can_not_become_a_part_of_the_question(string login)
    {
        await using var server = new TestDirectory();
        foreach (var pattern in new[] { "", "uid={0},dc=example,dc=org" })
        {
            var directory = new LdapDirectory(Settings(server, "ldap") with { DnPattern = pattern }, TimeProvider.System);
            Assert.Null(await directory.SignInAsync(login, "polonium", Cancellation));
        }
    }

    [Fact]
    public async Task People_are_found_by_a_filter_and_no_more_than_asked_for()
    {
        await using var server = new TestDirectory();
        var directory = new LdapDirectory(Settings(server, "ldap"), TimeProvider.System);

        var (people, hasMore) = await directory.SearchAsync("(&(objectClass=person)(!(uid=odd\\2a\\28,)))", 10, Cancellation);
        Assert.Equal(["Marie Curie", "George Boole"], people.Select(person => person.Name));
        Assert.False(hasMore);
        (people, hasMore) = await directory.SearchAsync("(uid=*)", 1, Cancellation);
        Assert.Single(people);
        Assert.True(hasMore);
        (people, _) = await directory.SearchAsync("(|(cn=*Boole)(uid=x))", 10, Cancellation);
        Assert.Equal("boole", people.Single().Login);
    }

    [Theory]
    [InlineData("uid=a")]
    [InlineData("(uid=a")]
    [InlineData("(uid=a))")]
    [InlineData("(uid=a)(uid=b)")]
    [InlineData("(&)")]
    [InlineData("(=a)")]
    [InlineData("(uid)")]
    [InlineData("(uid=a(b)")]
    [InlineData("(uid=\\zz)")]
    [InlineData("(uid=\\2)")]
    [InlineData("(uid=a**b)")]
    [InlineData("(uid>=a*)")]
    [InlineData("")]
    public async Task Wrong_filter_is_told_with_its_place(string filter)
    {
        await using var server = new TestDirectory();
        var directory = new LdapDirectory(Settings(server, "ldap"), TimeProvider.System);

        var error = await Assert.ThrowsAsync<FormatException>(() => directory.SearchAsync(filter, 10, Cancellation));
        Assert.Contains("character", error.Message, StringComparison.Ordinal);
        Assert.Empty(server.Asked);
    }

    [Fact]
    public async Task Deep_filter_is_refused()
    {
        await using var server = new TestDirectory();
        var directory = new LdapDirectory(Settings(server, "ldap"), TimeProvider.System);
        var filter = string.Concat(Enumerable.Repeat("(!", 1000)) + "(a=b)" + new string(')', 1000);

        await Assert.ThrowsAsync<FormatException>(() => directory.SearchAsync(filter, 10, Cancellation));
    }

    [Fact]
    public async Task Password_goes_to_no_directory_that_can_not_prove_who_it_is()
    {
        await using var server = new TestDirectory(isTls: true);
        await using var stranger = new TestDirectory(isTls: true);
        var directory = new LdapDirectory(
            Settings(server, "ldaps") with
            {
                CertificateFile = _folder.Write("stranger.pem", stranger.CertificatePem),
            },
            TimeProvider.System
        );

        await Assert.ThrowsAsync<LdapException>(() => directory.SignInAsync("curie", "polonium", Cancellation));
    }

    [Fact]
    public async Task Directory_that_is_away_silent_or_broken_is_an_error_and_not_a_wrong_password()
    {
        var server = new TestDirectory();
        var settings = Settings(server, "ldap") with { Limit = TimeSpan.FromSeconds(1) };
        var directory = new LdapDirectory(settings, TimeProvider.System);
        await using (server)
        {
            server.IsSilent = true;
            await Assert.ThrowsAsync<LdapException>(() => directory.SignInAsync("curie", "polonium", Cancellation));
            (server.IsSilent, server.IsBroken) = (false, true);
            await Assert.ThrowsAsync<LdapException>(() => directory.SignInAsync("curie", "polonium", Cancellation));
        }

        await Assert.ThrowsAsync<LdapException>(() => directory.SignInAsync("curie", "polonium", Cancellation));
    }

    private LdapSettings Settings(TestDirectory server, string scheme) =>
        new()
        {
            Address = new Uri($"{scheme}://127.0.0.1:{server.Port}"),
            BindDn = TestDirectory.BindDn,
            PasswordFile = _folder.Write("password", TestDirectory.BindPassword + "\n"),
            BaseDn = "dc=example,dc=org",
            CertificateFile = _folder.Write("ca.pem", server.CertificatePem),
        };
}
