using Npgsql;
using Phederation.Fhir.Access;
using Phederation.Fhir.Outcomes;
using Phederation.Fhir.Storage;
using Phederation.FhirModel;

namespace Phederation.Fhir.Searching;

/// <summary>Carries searches out.</summary>
internal sealed class SearchService(TimeProvider time)
{
    /// <summary>A page of a search.</summary>
    /// <param name="connection">A connection.</param>
    /// <param name="request">What is searched.</param>
    /// <param name="access">What the caller may find.</param>
    /// <param name="baseAddress">The service's own address.</param>
    /// <param name="isStrict">Whether parameters that are not known are refused, not left out.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="FhirException">The search can't be understood: 400.</exception>
    public async Task<SearchPage> RunAsync(
        NpgsqlConnection connection,
        SearchRequest request,
        AccessScope access,
        string baseAddress,
        bool isStrict,
        CancellationToken cancellationToken
    )
    {
        var ignored = new List<string>(request.Ignored);
        var used = new List<KeyValuePair<string, string>>(request.Used);
        var sql = new SqlText();
        var where = Where(sql, request, access, baseAddress, used, ignored);
        var rows = new List<StoredVersion>();
        var cursors = new List<IReadOnlyList<string?>>();
        string? next = null;
        if (!request.IsCountOnly)
        {
            var pageSql = new SqlText();
            var pageWhere = Where(pageSql, request, access, baseAddress, [], []);
            var order = new SearchOrder(request, pageSql, "r", ignored);
            var after = request.Cursor is { } cursor ? $" AND {order.After(cursor, pageSql, "r")}" : "";
            Refuse(isStrict, ignored);
            await PageAsync(
                connection,
                pageSql,
                $"SELECT {VersionRow.Columns("r")}{order.Select} FROM fhir.resource r WHERE {pageWhere}{after} ORDER BY {order.By("r")} LIMIT {request.Count + 1}",
                order.Count,
                rows,
                cursors,
                cancellationToken
            );
            if (rows.Count > request.Count)
            {
                rows.RemoveAt(request.Count);
                next = SearchCursor.Write(cursors[request.Count - 1]);
            }
        }

        Refuse(isStrict, ignored);
        long? total = null;
        if (request.Cursor is null && next is null && !request.IsCountOnly)
        {
            total = rows.Count;
        }
        else if (request.Total != "none" || request.IsCountOnly)
        {
            total = await CountAsync(connection, sql, where, cancellationToken);
        }

        var included = await IncludeWalker.RunAsync(connection, request, rows, access, baseAddress, time, cancellationToken);
        return new SearchPage(rows, included.Rows, included.IsCut, request.Total == "none" ? null : total, next, used, ignored);
    }

    /// <summary>What a conditional interaction is about: all matches, up to two. Every parameter must be known.</summary>
    /// <exception cref="FhirException">The criteria can't be understood: 400; there are none: 412.</exception>
    public async Task<List<StoredVersion>> MatchAsync(
        NpgsqlConnection connection,
        string type,
        IReadOnlyList<KeyValuePair<string, string>> criteria,
        AccessScope access,
        string baseAddress,
        CancellationToken cancellationToken
    )
    {
        var request = SearchParser.Parse(type, null, criteria, isStrict: true);
        if (request.Criteria.Count == 0)
        {
            throw new FhirException(412, "invalid", "A conditional request needs criteria; without them it would be about every resource.");
        }

        var ignored = new List<string>();
        var sql = new SqlText();
        var where = Where(sql, request, access, baseAddress, [], ignored);
        Refuse(isStrict: true, ignored);
        var rows = new List<StoredVersion>();
        await PageAsync(
            connection,
            sql,
            $"SELECT {VersionRow.Columns("r")} FROM fhir.resource r WHERE {where} ORDER BY r.key LIMIT 2",
            0,
            rows,
            [],
            cancellationToken
        );
        return rows;
    }

    private static void Refuse(bool isStrict, List<string> ignored)
    {
        if (isStrict && ignored.Count > 0)
        {
            throw FhirException.BadRequest(ignored[0], "not-supported");
        }
    }

    private string Where(
        SqlText sql,
        SearchRequest request,
        AccessScope access,
        string baseAddress,
        List<KeyValuePair<string, string>> used,
        List<string> ignored
    )
    {
        var builder = new ConditionBuilder(sql, access, time, baseAddress);
        var conditions = new List<string> { builder.Base("r", request.Types) };
        if (request.Compartment is { } patient)
        {
            conditions.Add(builder.InCompartment("r", patient));
        }

        var types = request.Types ?? FhirDefinitions.R4.Resources;
        foreach (var criterion in request.Criteria)
        {
            if (builder.Of(types, "r", criterion.Key, criterion.Value) is { } condition)
            {
                conditions.Add(condition);
            }
            else
            {
                used.Remove(criterion);
                ignored.Add(
                    $"The parameter '{criterion.Key}' is not known{(request.Types is [var type] ? $" for {type}" : " for all of the types")}."
                );
            }
        }

        return string.Join(" AND ", conditions);
    }

    private static async Task<long> CountAsync(NpgsqlConnection connection, SqlText sql, string where, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(sql.Command($"SELECT count(*) FROM fhir.resource r WHERE {where}"));
        return (long)(await batch.ExecuteScalarAsync(cancellationToken))!;
    }

    private static async Task PageAsync(
        NpgsqlConnection connection,
        SqlText sql,
        string text,
        int sortColumns,
        List<StoredVersion> rows,
        List<IReadOnlyList<string?>> cursors,
        CancellationToken cancellationToken
    )
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(sql.Command(text));
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var row = VersionRow.Read(reader);
            rows.Add(row);
            var cursor = new List<string?>(sortColumns + 1);
            for (var index = 0; index < sortColumns; index++)
            {
                cursor.Add(reader.IsDBNull(10 + index) ? null : reader.GetString(10 + index));
            }

            cursor.Add($"{row.Key}");
            cursors.Add(cursor);
        }
    }
}
