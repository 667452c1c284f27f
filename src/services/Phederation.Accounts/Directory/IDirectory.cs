namespace Phederation.Accounts.Directory;

/// <summary>A site's directory of people.</summary>
public interface IDirectory
{
    /// <summary>Whether the password is the person's; null where it is not, or nobody, or several people have that login.</summary>
    /// <param name="login">The login.</param>
    /// <param name="password">The password.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="LdapException">The directory can't be asked.</exception>
    Task<DirectoryPerson?> SignInAsync(string login, string password, CancellationToken cancellationToken);

    /// <summary>Searches people.</summary>
    /// <param name="filter">A filter (RFC 4515).</param>
    /// <param name="most">At most how many.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The people with a login, and whether there would be more.</returns>
    /// <exception cref="LdapException">The directory can't be asked.</exception>
    /// <exception cref="FormatException">The filter is wrong.</exception>
    Task<(IReadOnlyList<DirectoryPerson> People, bool HasMore)> SearchAsync(string filter, int most, CancellationToken cancellationToken);
}
