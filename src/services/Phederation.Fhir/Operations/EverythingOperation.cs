using System.Globalization;
using Npgsql;
using Phederation.Fhir.Interactions;
using Phederation.Fhir.Outcomes;
using Phederation.Fhir.Searching;
using Phederation.Fhir.Storage;
using Phederation.Fhir.Values;
using Phederation.FhirModel;

namespace Phederation.Fhir.Operations;

/// <summary>Patient/$everything: what is in a patient's compartment, and what that refers to.</summary>
internal static class EverythingOperation
{
    private const int UsualCount = 200;
    private static readonly string[] Known = ["_since", "_type", "_count", "_cursor", "_format", "_pretty"];

    /// <summary>A page of everything.</summary>
    public static async Task<FhirResponse> RunAsync(
        FhirServices services,
        DatabaseSession session,
        FhirRequest request,
        string id,
        CancellationToken cancellationToken
    )
    {
        request.Access.Demand("Patient", write: false);
        var connection = await session.ConnectionAsync(cancellationToken);
        var patient = await ResourceStore.FindAsync(connection, "Patient", id, cancellationToken);
        if (patient is null || !request.Access.Allows(patient, write: false))
        {
            throw FhirException.NotFound(OutcomeWriter.Printable($"Patient/{id}"));
        }

        if (patient.Deleted)
        {
            throw new FhirException(410, "deleted", $"{patient.Reference} was deleted.");
        }

        foreach (var parameter in request.Parameters.Where(one => !Known.Contains(one.Key)))
        {
            // Leaving out a limit would give more than was asked for.
            throw FhirException.BadRequest(
                $"$everything has no parameter '{OutcomeWriter.Printable(parameter.Key)}' here.",
                "not-supported"
            );
        }

        var sql = new SqlText();
        var builder = new ConditionBuilder(sql, request.Access, services.Time, request.BaseAddress);
        var (where, count) = Where(request, builder, sql, id);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(
            sql.Command(
                $"SELECT {VersionRow.Columns("r")} FROM fhir.resource r WHERE {where} ORDER BY (r.type <> 'Patient'), r.key LIMIT {count + 1}"
            )
        );
        List<StoredVersion> rows;
        await using (var reader = await batch.ExecuteReaderAsync(cancellationToken))
        {
            rows = await VersionRow.ReadAllAsync(reader, cancellationToken);
        }

        string? next = null;
        if (rows.Count > count)
        {
            rows.RemoveAt(count);
            next = SearchCursor.Write([rows[^1].Type == "Patient" ? "0" : "1", $"{rows[^1].Key}"]);
        }

        using var bundle = new BundleWriter("searchset", null, request.BaseAddress);
        bundle.Links($"Patient/{id}/$everything", [.. request.Parameters.Where(one => one.Key != "_cursor")], next);
        foreach (var row in rows)
        {
            bundle.Found(row, "match", Subset.Whole);
        }

        foreach (var row in await ReferredAsync(connection, services, request, rows, cancellationToken))
        {
            bundle.Found(row, "include", Subset.Whole);
        }

        return new FhirResponse { Status = 200, Body = bundle.Finish() };
    }

    private static (string Where, int Count) Where(FhirRequest request, ConditionBuilder builder, SqlText sql, string id)
    {
        var count = UsualCount;
        IReadOnlyList<string>? types = null;
        var conditions = new List<string>();
        foreach (var (name, value) in request.Parameters)
        {
            switch (name)
            {
                case "_count":
                    count =
                        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var asked) && asked > 0
                            ? Math.Min(asked, SearchParser.MostCount)
                            : throw FhirException.BadRequest("_count is a number from 1.", "value");
                    break;
                case "_type":
                    types = value.Split(',', StringSplitOptions.TrimEntries);
                    if (types.FirstOrDefault(type => !FhirDefinitions.R4.IsResource(type)) is { } unknown)
                    {
                        throw FhirException.BadRequest($"'{OutcomeWriter.Printable(unknown)}' is no type of resource.", "value");
                    }

                    break;
                case "_since":
                    if (!FhirDate.TryParse(value.Replace(' ', '+'), out _))
                    {
                        throw FhirException.BadRequest("_since is no time.", "value");
                    }

                    conditions.Add(builder.Of([], "r", "_lastUpdated", "ge" + value.Replace(' ', '+'))!);
                    break;
                case "_cursor":
                    conditions.Add(
                        SearchCursor.Read(value) is [{ } rank, { } key]
                        && rank is "0" or "1"
                        && long.TryParse(key, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var last)
                            ? $"((r.type <> 'Patient')::int, r.key) > ({(rank == "0" ? 0 : 1)}, {sql.Add(last)})"
                            : throw SearchCursor.Bad()
                    );
                    break;
                default:
                    break;
            }
        }

        conditions.Insert(0, builder.Base("r", types));
        conditions.Insert(1, builder.InCompartment("r", id));
        return (string.Join(" AND ", conditions), count);
    }

    /// <summary>What the resources refer to that is in nobody's compartment: practitioners, organizations, medicines, places.</summary>
    private static async Task<List<StoredVersion>> ReferredAsync(
        NpgsqlConnection connection,
        FhirServices services,
        FhirRequest request,
        IReadOnlyList<StoredVersion> rows,
        CancellationToken cancellationToken
    )
    {
        var types = FhirDefinitions
            .R4.Resources.Where(type => type != "Patient" && FhirDefinitions.R4.Compartment(type).Count == 0)
            .ToList();
        var sql = new SqlText();
        var builder = new ConditionBuilder(sql, request.Access, services.Time, request.BaseAddress);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(
            sql.Command(
                $"SELECT {VersionRow.Columns("c")} FROM fhir.resource c WHERE {builder.Base("c", types)} AND (c.type, c.id) IN "
                    + $"(SELECT f.target_type, f.target_id FROM fhir.reference f WHERE f.key = ANY({sql.Add(rows.Select(row => row.Key))})) ORDER BY c.key LIMIT 1000"
            )
        );
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        return await VersionRow.ReadAllAsync(reader, cancellationToken);
    }
}
