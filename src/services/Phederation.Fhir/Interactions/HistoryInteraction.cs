using System.Globalization;
using Npgsql;
using Phederation.Fhir.Access;
using Phederation.Fhir.Outcomes;
using Phederation.Fhir.Searching;
using Phederation.Fhir.Storage;
using Phederation.Fhir.Values;
using Phederation.FhirModel;

namespace Phederation.Fhir.Interactions;

/// <summary>The versions of a resource, a type, or everything, the newest first.</summary>
internal static class HistoryInteraction
{
    private const int UsualCount = 50;

    /// <summary>A page of a history.</summary>
    public static async Task<FhirResponse> RunAsync(
        DatabaseSession session,
        FhirRequest request,
        string? type,
        string? id,
        CancellationToken cancellationToken
    )
    {
        if (type is not null)
        {
            request.Access.Demand(type, write: false);
        }

        var connection = await session.ConnectionAsync(cancellationToken);
        var sql = new SqlText();
        var conditions = new List<string> { Reached(sql, request.Access, type) };
        if (id is not null)
        {
            conditions.Add($"v.id = {sql.Add(id)}");
        }

        var count = UsualCount;
        var used = new List<KeyValuePair<string, string>>();
        string? page = null;
        foreach (var parameter in request.Parameters)
        {
            switch (parameter.Key)
            {
                case "_count":
                    count = int.TryParse(parameter.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var asked)
                        ? Math.Min(asked, SearchParser.MostCount)
                        : throw FhirException.BadRequest("_count is a number from 0.", "value");
                    break;
                case "_since":
                    conditions.Add($"v.updated >= {sql.Add(Moment(parameter).Low)}");
                    break;
                case "_at":
                    // What was so at some moment of the span: it began before the span's end, and nothing newer began before its start.
                    var (low, high) = Moment(parameter);
                    conditions.Add(
                        $"v.updated < {sql.Add(high)} AND NOT EXISTS (SELECT 1 FROM versions n WHERE n.key = v.key AND n.version > v.version AND n.updated <= {sql.Add(low)})"
                    );
                    break;
                case "_cursor":
                    page = After(SearchCursor.Read(parameter.Value), sql);
                    continue;
                case "_format" or "_pretty" or "_summary" or "_elements" or "_sort" or "_total":
                    break;
                default:
                    if (request.Prefer.IsStrict)
                    {
                        throw FhirException.BadRequest(
                            $"The parameter '{OutcomeWriter.Printable(parameter.Key)}' is not known for histories.",
                            "not-supported"
                        );
                    }

                    continue;
            }

            used.Add(parameter);
        }

        var where = string.Join(" AND ", conditions);
        var (rows, total) = await ReadAsync(connection, sql, where, page, count, cancellationToken);
        if (id is not null && total == 0 && page is null)
        {
            await DemandKnownAsync(connection, request, type!, id, cancellationToken);
        }

        string? next = null;
        if (rows.Count > count)
        {
            rows.RemoveAt(count);
            next = count == 0 ? null : SearchCursor.Write([$"{Milliseconds(rows[^1].Updated)}", $"{rows[^1].Key}", $"{rows[^1].Version}"]);
        }

        using var bundle = new BundleWriter("history", total, request.BaseAddress);
        bundle.Links(string.Join('/', new[] { type, id, "_history" }.Where(part => part is not null)), used, next);
        var subset = Subset.Parse(request.Parameters);
        foreach (var row in rows)
        {
            bundle.Version(row, subset);
        }

        return new FhirResponse { Status = 200, Body = bundle.Finish() };
    }

    private static async Task<(List<StoredVersion> Rows, long Total)> ReadAsync(
        NpgsqlConnection connection,
        SqlText sql,
        string where,
        string? page,
        int count,
        CancellationToken cancellationToken
    )
    {
        const string Versions =
            "WITH versions AS NOT MATERIALIZED (SELECT key, type, id, version, updated, method, deleted, patients, meta, body FROM fhir.resource "
            + "UNION ALL SELECT key, type, id, version, updated, method, deleted, patients, meta, body FROM fhir.history) ";
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(
            sql.Command(
                $"{Versions}SELECT {VersionRow.Columns("v")} FROM versions v WHERE {where}{(page is null ? "" : $" AND {page}")} "
                    + $"ORDER BY v.updated DESC, v.key DESC, v.version DESC LIMIT {count + 1}"
            )
        );
        List<StoredVersion> rows;
        await using (var reader = await batch.ExecuteReaderAsync(cancellationToken))
        {
            rows = await VersionRow.ReadAllAsync(reader, cancellationToken);
        }

        if (page is null && rows.Count <= count)
        {
            return (rows, rows.Count);
        }

        await using var counting = new NpgsqlBatch(connection);
        var command = new NpgsqlBatchCommand($"{Versions}SELECT count(*) FROM versions v WHERE {where}");
        foreach (var parameter in sql.Parameters)
        {
            command.Parameters.Add(parameter.Clone());
        }

        counting.BatchCommands.Add(command);
        return (rows, (long)(await counting.ExecuteScalarAsync(cancellationToken))!);
    }

    private static string Reached(SqlText sql, AccessScope access, string? type)
    {
        var all = new List<string>();
        var some = new List<string>();
        foreach (var one in type is null ? FhirDefinitions.R4.Resources : [type])
        {
            switch (access.Of(one, write: false))
            {
                case Reach.All:
                    all.Add(one);
                    break;
                case Reach.Compartment:
                    some.Add(one);
                    break;
                default:
                    break;
            }
        }

        var reached = new List<string>();
        if (all.Count > 0)
        {
            reached.Add(sql.In("v.type", all));
        }

        if (some.Count > 0)
        {
            reached.Add($"({sql.In("v.type", some)} AND v.patients @> ARRAY[{sql.Add(access.Patient!)}])");
        }

        return reached.Count == 0 ? "FALSE" : $"({string.Join(" OR ", reached)})";
    }

    private static async Task DemandKnownAsync(
        NpgsqlConnection connection,
        FhirRequest request,
        string type,
        string id,
        CancellationToken cancellationToken
    )
    {
        var found = await ResourceStore.FindAsync(connection, type, id, cancellationToken);
        if (found is null || !request.Access.Allows(found, write: false))
        {
            throw FhirException.NotFound(OutcomeWriter.Printable($"{type}/{id}"));
        }
    }

    private static string After(IReadOnlyList<string?> cursor, SqlText sql)
    {
        if (
            cursor is not [{ } updated, { } key, { } version]
            || !long.TryParse(updated, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var milliseconds)
            || Math.Abs(milliseconds) > 253_402_300_799_000
            || !long.TryParse(key, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            || !int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var last)
        )
        {
            throw SearchCursor.Bad();
        }

        return $"(v.updated, v.key, v.version) < ({sql.Add(DateTime.UnixEpoch.AddMilliseconds(milliseconds))}, {sql.Add(number)}, {sql.Add(last)})";
    }

    private static long Milliseconds(DateTime time) => (time.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond;

    private static (DateTime Low, DateTime High) Moment(KeyValuePair<string, string> parameter)
    {
        // A plus in an address is a blank; a time with an offset after it is meant.
        if (!FhirDate.TryParse(parameter.Value.Replace(' ', '+'), out var date))
        {
            throw FhirException.BadRequest($"{parameter.Key} is no time.", "value");
        }

        return (Time(date.Low), Time(date.High));
    }

    private static DateTime Time(long microseconds) =>
        new(Math.Clamp((microseconds * 10) + DateTime.UnixEpoch.Ticks, 0, DateTime.MaxValue.Ticks - 10_000_000), DateTimeKind.Utc);
}
