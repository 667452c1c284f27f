using Npgsql;
using Phederation.WebApi.Data;

namespace Phederation.WebApi.Security;

/// <summary>Who the accounts are that things were made by.</summary>
internal sealed class Authors(NpgsqlDataSource database, Edition edition)
{
    /// <summary>The accounts of numbers, as far as there are any: in the standard edition nobody has one.</summary>
    public async Task<IReadOnlyDictionary<int, Author>> OfAsync(IEnumerable<int?> ids, CancellationToken cancellationToken)
    {
        var known = ids.OfType<int>().Distinct().ToArray();
        if (known.Length == 0 || !edition.IsSecure)
        {
            return new Dictionary<int, Author>();
        }

        var authors = await database.QueryAsync(
            "SELECT id, coalesce(name, login), login FROM webapi.sec_user WHERE id = ANY ($1)",
            row => new Author(
                Convert.ToInt64(row.GetValue(0), System.Globalization.CultureInfo.InvariantCulture),
                row.GetString(1),
                row.GetString(2)
            ),
            cancellationToken,
            known
        );
        return authors.ToDictionary(author => (int)author.Id);
    }
}
