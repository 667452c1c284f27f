using Npgsql;
using Phederation.Fhir.Access;
using Phederation.Fhir.Storage;

namespace Phederation.Fhir.Searching;

/// <summary>Follows _include and _revinclude from what was found, within the caller's reach.</summary>
internal static class IncludeWalker
{
    /// <summary>The most resources that come along on one page.</summary>
    private const int Most = 1000;

    private const int MostRounds = 5;

    /// <summary>What comes along.</summary>
    public static async Task<(List<StoredVersion> Rows, bool IsCut)> RunAsync(
        NpgsqlConnection connection,
        SearchRequest request,
        IReadOnlyList<StoredVersion> matches,
        AccessScope access,
        string baseAddress,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var rows = new List<StoredVersion>();
        if (request.Includes.Count == 0 || matches.Count == 0)
        {
            return (rows, false);
        }

        var known = matches.Select(row => row.Key).ToHashSet();
        IReadOnlyList<StoredVersion> from = matches;
        for (var round = 0; round < MostRounds && from.Count > 0; round++)
        {
            var found = new List<StoredVersion>();
            foreach (var include in request.Includes.Where(include => round == 0 || include.IsIterate))
            {
                foreach (
                    var row in await FollowAsync(
                        connection,
                        include,
                        [.. from, .. found.Where(_ => include.IsIterate)],
                        access,
                        baseAddress,
                        time,
                        cancellationToken
                    )
                )
                {
                    if (known.Add(row.Key))
                    {
                        found.Add(row);
                    }
                }

                if (rows.Count + found.Count > Most)
                {
                    rows.AddRange(found.Take(Most - rows.Count));
                    return (rows, true);
                }
            }

            rows.AddRange(found);
            from = found;
        }

        return (rows, false);
    }

    private static async Task<List<StoredVersion>> FollowAsync(
        NpgsqlConnection connection,
        Include include,
        IReadOnlyList<StoredVersion> from,
        AccessScope access,
        string baseAddress,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var sql = new SqlText();
        var builder = new ConditionBuilder(sql, access, time, baseAddress);
        var numbers = include
            .Parameters.SelectMany(parameter => parameter.Stored)
            .Select(parameter => parameter.Number)
            .Distinct()
            .ToList();
        // Where the rows hold more than the parameter asks for, its own type decides.
        var only = include.Parameters is [{ OnlyTarget: { } type }] ? type : null;
        if (only is not null && include.Target is not null && include.Target != only)
        {
            return [];
        }

        var wanted = include.Target ?? only;
        string where;
        if (include.IsReverse)
        {
            var targets = from.Where(row => wanted is null || row.Type == wanted).ToList();
            if (targets.Count == 0)
            {
                return [];
            }

            where =
                $"{builder.Base("c", [include.Source])} AND c.key IN (SELECT f.key FROM fhir.reference f WHERE {sql.In("f.param", numbers)} "
                + $"AND (f.target_type, f.target_id) IN (SELECT * FROM unnest({sql.Add(targets.Select(row => row.Type))}, {sql.Add(targets.Select(row => row.Id))})))";
        }
        else
        {
            var keys = from.Where(row => row.Type == include.Source).Select(row => row.Key).ToList();
            if (keys.Count == 0)
            {
                return [];
            }

            where =
                $"{builder.Base("c", wanted is not null ? [wanted] : null)} AND (c.type, c.id) IN "
                + $"(SELECT f.target_type, f.target_id FROM fhir.reference f WHERE f.key = ANY({sql.Add(keys)}) AND {sql.In("f.param", numbers)})";
        }

        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(
            sql.Command($"SELECT {VersionRow.Columns("c")} FROM fhir.resource c WHERE {where} ORDER BY c.key LIMIT {Most + 1}")
        );
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        return await VersionRow.ReadAllAsync(reader, cancellationToken);
    }
}
