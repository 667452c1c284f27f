using Npgsql;
using Phederation.Accounts.Auditing;
using Phederation.Accounts.Directory;
using Phederation.Accounts.Passwords;
using Phederation.Accounts.Schema;
using Phederation.Accounts.SigningIn;
using Phederation.Accounts.Tests.Support;
using Phederation.Accounts.Users;

namespace Phederation.Accounts.Tests;

public sealed class StoreTests(AccountsFixture fixture) : IClassFixture<AccountsFixture>
{
    private const string Password = "correct horse battery";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Migrations_run_once_however_many_programs_start()
    {
        var counts = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => AccountsSchema.MigrateAsync(fixture.Owner, Cancellation)));
        Assert.All(counts, count => Assert.Equal(0, count));

        await Assert.ThrowsAsync<InvalidOperationException>(() => Migrator.RunAsync(fixture.Owner, "accounts", [], Cancellation));
        await Assert.ThrowsAnyAsync<PostgresException>(() =>
            Migrator.RunAsync(
                fixture.Owner,
                "half",
                [new Migration(1, "one", "CREATE TABLE webapi.half (id int)"), new Migration(2, "two", "SELECT nonsense")],
                Cancellation
            )
        );
        await using var command = fixture.Owner.CreateCommand("SELECT to_regclass('webapi.half') IS NULL");
        Assert.Equal(true, await command.ExecuteScalarAsync(Cancellation));
    }

    [Fact]
    public async Task Account_is_made_changed_and_removed_with_a_trail()
    {
        var id = await CreateAsync("Jane", [10]);

        var jane = (await fixture.Accounts.FindAsync("JANE", Cancellation))!;
        Assert.Equal(["Atlas users"], jane.Roles.Select(role => role.Name));
        Assert.Equal(ChangeOutcome.Duplicate, (await TryCreateAsync("jANE", [])).Outcome);
        Assert.Equal(ChangeOutcome.UnknownReference, (await TryCreateAsync("other", [4711])).Outcome);
        Assert.Equal(
            ChangeOutcome.Done,
            await fixture.Accounts.UpdateAsync(
                id,
                jane.Version,
                new AccountChange("Jane D.", IsDisabled: true, [1, 10]),
                AccountsFixture.Tester,
                Cancellation
            )
        );
        Assert.Equal(
            ChangeOutcome.VersionConflict,
            await fixture.Accounts.UpdateAsync(id, jane.Version, new AccountChange("x"), AccountsFixture.Tester, Cancellation)
        );
        jane = (await fixture.Accounts.FindAsync(id, Cancellation))!;
        Assert.Equal(("Jane D.", true, 2), (jane.Name, jane.IsDisabled, jane.Roles.Count));
        Assert.Equal(ChangeOutcome.Done, await fixture.Accounts.DeleteAsync(id, jane.Version, AccountsFixture.Tester, Cancellation));
        Assert.Null(await fixture.Accounts.FindAsync(id, Cancellation));

        var trail = await fixture.Audit.ListAsync(new AuditFilter(Subject: "user jane"), 0, 10, Cancellation);
        Assert.Equal(["user.delete", "user.change", "user.create"], trail.Items.Select(entry => entry.Action));
        Assert.Contains("disabled", trail.Items[1].Detail, StringComparison.Ordinal);
        Assert.All(trail.Items, entry => Assert.Equal(("tester", "request-1"), (entry.Actor, entry.Request)));
    }

    [Fact]
    public async Task Trail_can_not_be_changed_by_the_service()
    {
        await using var command = fixture.Source.CreateCommand("DELETE FROM webapi.account_audit");
        var error = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync(Cancellation));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, error.SqlState);
    }

    [Fact]
    public async Task Of_two_writers_of_the_same_version_one_wins()
    {
        var id = await CreateAsync("raced", []);
        var outcomes = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(i => fixture.Accounts.UpdateAsync(id, 1, new AccountChange($"name {i}"), AccountsFixture.Tester, Cancellation))
        );

        Assert.Single(outcomes, ChangeOutcome.Done);
        Assert.Equal(7, outcomes.Count(outcome => outcome == ChangeOutcome.VersionConflict));
    }

    [Fact]
    public async Task Last_administrator_stays()
    {
        var (one, two) = (await CreateAsync("boss-one", [2]), await CreateAsync("boss-two", [2]));

        var outcomes = await Task.WhenAll(
            new[] { one, two }.Select(id =>
                fixture.Accounts.UpdateAsync(id, 1, new AccountChange(IsDisabled: true), AccountsFixture.Tester, Cancellation)
            )
        );

        Assert.Equal([ChangeOutcome.Done, ChangeOutcome.LastAdministrator], outcomes.Order());
        var left = outcomes[0] == ChangeOutcome.Done ? two : one;
        Assert.Equal(
            ChangeOutcome.LastAdministrator,
            await fixture.Accounts.UpdateAsync(left, 1, new AccountChange(RoleIds: []), AccountsFixture.Tester, Cancellation)
        );
        Assert.Equal(ChangeOutcome.LastAdministrator, await fixture.Accounts.DeleteAsync(left, 1, AccountsFixture.Tester, Cancellation));
    }

    [Fact]
    public async Task Role_gets_permissions_and_accounts_have_them()
    {
        var (_, role) = await fixture.Roles.CreateAsync("Analysts", AccountsFixture.Tester, Cancellation);
        Assert.Equal(ChangeOutcome.Duplicate, (await fixture.Roles.CreateAsync("analysts", AccountsFixture.Tester, Cancellation)).Outcome);
        await fixture.Roles.SetPermissionsAsync(role, 1, ["cohort:*:get", "ir:post"], AccountsFixture.Tester, Cancellation);
        var id = await CreateAsync("ann", [role]);

        Assert.Equal(["cohort:*:get", "ir:post"], await fixture.Accounts.PermissionsAsync(id, Cancellation));
        Assert.Equal(
            ChangeOutcome.VersionConflict,
            await fixture.Roles.SetPermissionsAsync(role, 1, [], AccountsFixture.Tester, Cancellation)
        );
        Assert.Equal(
            ChangeOutcome.Done,
            await fixture.Roles.SetPermissionsAsync(role, 2, ["ir:post"], AccountsFixture.Tester, Cancellation)
        );
        Assert.Equal(["ir:post"], (await fixture.Roles.FindAsync(role, Cancellation))!.Permissions);
        Assert.Equal(ChangeOutcome.NotAllowed, await fixture.Roles.DeleteAsync(2, 1, AccountsFixture.Tester, Cancellation));
        Assert.Equal(ChangeOutcome.Done, await fixture.Roles.DeleteAsync(role, 3, AccountsFixture.Tester, Cancellation));
        Assert.Empty((await fixture.Accounts.FindAsync(id, Cancellation))!.Roles);
    }

    [Fact]
    public async Task Wrong_passwords_lock_longer_and_longer_and_the_right_one_opens_after()
    {
        await CreateAsync("locked", []);
        using var service = Service(null);
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(SignInOutcome.Refused, await SignInAsync(service, "locked", "wrong"));
        }

        Assert.Equal(SignInOutcome.Refused, await SignInAsync(service, "locked", Password));
        fixture.Time.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(SignInOutcome.Refused, await SignInAsync(service, "locked", "wrong"));
        fixture.Time.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(SignInOutcome.Refused, await SignInAsync(service, "locked", Password));
        fixture.Time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(SignInOutcome.SignedIn, await SignInAsync(service, "Locked ", Password));
        Assert.Equal(SignInOutcome.Refused, await SignInAsync(service, "locked", "wrong"));
        Assert.Equal(SignInOutcome.SignedIn, await SignInAsync(service, "locked", Password));
    }

    [Fact]
    public async Task Guesses_at_the_same_moment_are_not_more_than_the_rules_allow()
    {
        await CreateAsync("stormed", []);
        using var service = Service(null);
        await Task.WhenAll(Enumerable.Range(0, 30).Select(i => SignInAsync(service, "stormed", $"guess {i}")));

        var trail = await fixture.Audit.ListAsync(
            new AuditFilter(Subject: "user stormed", Action: "sign-in.refused"),
            0,
            100,
            Cancellation
        );
        Assert.Equal(5, trail.Total);
    }

    [Fact]
    public async Task Unknown_disabled_and_odd_logins_are_refused_alike()
    {
        var id = await CreateAsync("off", []);
        await fixture.Accounts.UpdateAsync(id, 1, new AccountChange(IsDisabled: true), AccountsFixture.Tester, Cancellation);
        using var service = Service(null);

        foreach (var login in new[] { "off", "nobody", "", "x'; DROP TABLE webapi.sec_user; --", "a\0b", new string('x', 3000) })
        {
            Assert.Equal(SignInOutcome.Refused, await SignInAsync(service, login, Password));
        }
    }

    [Fact]
    public async Task Weak_hash_is_replaced_at_the_sign_in()
    {
        await fixture.Accounts.CreateAsync(
            new NewAccount("old", "Old", Account.SystemOrigin, PasswordHash.Create(Password, 1000), MustChangePassword: true, []),
            AccountsFixture.Tester,
            Cancellation
        );
        using var service = Service(null);

        Assert.Equal(SignInOutcome.MustChangePassword, await SignInAsync(service, "old", Password));
        await using var command = fixture.Source.CreateCommand(
            "SELECT password_hash FROM webapi.account_user JOIN webapi.sec_user ON id = user_id WHERE login = 'old'"
        );
        Assert.Contains("i=210000", (string)(await command.ExecuteScalarAsync(Cancellation))!, StringComparison.Ordinal);
        Assert.Equal(SignInOutcome.MustChangePassword, await SignInAsync(service, "old", Password));
    }

    [Fact]
    public async Task Directory_says_who_its_people_are_and_no_attempt_counts_while_it_is_away()
    {
        var directory = new StubDirectory { ["grace"] = "hopper" };
        using var service = Service(directory, new SignInOptions { RegisterFromDirectory = true });
        Assert.Equal(SignInOutcome.Refused, await SignInAsync(service, "grace", "wrong"));
        Assert.Null(await fixture.Accounts.FindAsync("grace", Cancellation));
        Assert.Equal(SignInOutcome.SignedIn, await SignInAsync(service, "grace", "hopper"));
        var account = (await fixture.Accounts.FindAsync("grace", Cancellation))!;
        Assert.Equal(("LDAP", false), (account.Origin, account.HasPassword));
        Assert.Equal(["Atlas users"], account.Roles.Select(role => role.Name));

        directory.IsAway = true;
        for (var i = 0; i < 10; i++)
        {
            await Assert.ThrowsAsync<LdapException>(() => SignInAsync(service, "grace", "hopper"));
        }

        directory.IsAway = false;
        Assert.Equal(SignInOutcome.SignedIn, await SignInAsync(service, "grace", "hopper"));
        await CreateAsync("local-one", []);
        Assert.Equal(SignInOutcome.SignedIn, await SignInAsync(service, "local-one", Password));
    }

    private SignInService Service(IDirectory? directory, SignInOptions? options = null) =>
        new(fixture.Source, fixture.Accounts, fixture.Roles, fixture.Audit, directory, options ?? new SignInOptions(), fixture.Time);

    private static async Task<SignInOutcome> SignInAsync(SignInService service, string login, string password) =>
        (await service.SignInAsync(login, password, "request-1", Cancellation)).Outcome;

    private async Task<int> CreateAsync(string login, int[] roles)
    {
        var (outcome, id) = await TryCreateAsync(login, roles);
        Assert.Equal(ChangeOutcome.Done, outcome);
        return id;
    }

    private Task<(ChangeOutcome Outcome, int Id)> TryCreateAsync(string login, int[] roles) =>
        fixture.Accounts.CreateAsync(
            new NewAccount(login, login, Account.SystemOrigin, PasswordHash.Create(Password), MustChangePassword: false, roles),
            AccountsFixture.Tester,
            Cancellation
        );
}
