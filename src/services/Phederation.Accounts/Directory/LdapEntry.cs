namespace Phederation.Accounts.Directory;

/// <summary>One entry of the directory.</summary>
/// <param name="Dn">Its name.</param>
/// <param name="Attributes">The attributes that were asked for, by lower-case name.</param>
internal sealed record LdapEntry(string Dn, IReadOnlyDictionary<string, string> Attributes);
