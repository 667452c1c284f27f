using Phederation.Accounts.Directory;

namespace Phederation.Accounts.Tests.Support;

/// <summary>Logins and their passwords.</summary>
internal sealed class StubDirectory : Dictionary<string, string>, IDirectory
{
    public bool IsAway { get; set; }

    public Task<DirectoryPerson?> SignInAsync(string login, string password, CancellationToken cancellationToken) =>
        IsAway
            ? Task.FromException<DirectoryPerson?>(new LdapException("away"))
            : Task.FromResult(TryGetValue(login, out var known) && known == password ? new DirectoryPerson(login, login) : null);

    public Task<(IReadOnlyList<DirectoryPerson> People, bool HasMore)> SearchAsync(
        string filter,
        int most,
        CancellationToken cancellationToken
    ) => throw new NotSupportedException();
}
