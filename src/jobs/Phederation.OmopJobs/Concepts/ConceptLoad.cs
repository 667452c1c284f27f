using Npgsql;
using NpgsqlTypes;

namespace Phederation.OmopJobs.Concepts;

/// <summary>Checks the files' rows against the database and loads them, within the caller's transaction.</summary>
internal sealed class ConceptLoad(NpgsqlConnection connection, string schema, IReadOnlyList<ConceptFile> files)
{
    private readonly LoadSql _sql = new(schema);

    /// <summary>Puts the rows of the files into temporary tables.</summary>
    public async Task StageAsync(CancellationToken cancellationToken)
    {
        foreach (var table in ConceptTables.All)
        {
            await RunAsync(_sql.CreateInput(table), cancellationToken);
        }

        foreach (var file in files)
        {
            await using var import = await connection.BeginBinaryImportAsync(LoadSql.CopyInput(file.Table), cancellationToken);
            foreach (var row in file.Rows)
            {
                await import.StartRowAsync(cancellationToken);
                await import.WriteAsync(row.Line, NpgsqlDbType.Integer, cancellationToken);
                foreach (var value in row.Values)
                {
                    await (
                        value switch
                        {
                            int number => import.WriteAsync(number, NpgsqlDbType.Integer, cancellationToken),
                            DateOnly date => import.WriteAsync(date, NpgsqlDbType.Date, cancellationToken),
                            string text => import.WriteAsync(text, NpgsqlDbType.Varchar, cancellationToken),
                            _ => import.WriteNullAsync(cancellationToken),
                        }
                    );
                }
            }

            await import.CompleteAsync(cancellationToken);
        }
    }

    /// <summary>Tells the rows that refer to nothing, and those that would change what is not the site's own.</summary>
    public async Task CheckAsync(FileErrors errors, CancellationToken cancellationToken)
    {
        foreach (var file in files)
        {
            foreach (var (index, field) in file.Table.Table.Fields.Index())
            {
                if (field.References is { } target)
                {
                    var text = $"{field.Name}: {target.Table} has no such {target.Field}, neither in the files nor in the database";
                    await TellAsync(errors, file, index, _sql.Dangling(file.Table, field), text, cancellationToken);
                }
            }

            if (
                file.Table.OwnIds.Count == 0
                && file.Table.Table.Fields.Index().Last(field => field.Item.Name.EndsWith("_concept_id", StringComparison.Ordinal))
                    is var owner
            )
            {
                const string Text = "the database has this row with other content, and it is not the site's own: it must not be changed";
                await TellAsync(errors, file, 0, _sql.Foreign(file.Table, owner.Item.Name), Text, cancellationToken);
            }
        }
    }

    /// <summary>Inserts what is new and changes what is different.</summary>
    public async Task<IReadOnlyList<LoadCount>> LoadAsync(CancellationToken cancellationToken)
    {
        var inserted = new Dictionary<string, long>();
        IReadOnlyList<ConceptTable>[] groups =
        [
            [.. ConceptTables.All.Take(ConceptTables.Circular)],
            .. ConceptTables.All.Skip(ConceptTables.Circular).Select(table => new[] { table }),
        ];
        foreach (var group in groups)
        {
            await using var command = new NpgsqlCommand(_sql.Insert(group), connection);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            await reader.ReadAsync(cancellationToken);
            foreach (var (index, table) in group.Index())
            {
                inserted[table.Name] = reader.GetInt64(index);
            }
        }

        var counts = new List<LoadCount>();
        foreach (var file in files)
        {
            var updated = _sql.Update(file.Table) is { } sql ? await RunAsync(sql, cancellationToken) : 0;
            var added = inserted[file.Table.Name];
            counts.Add(new LoadCount(added, updated, file.Rows.Count - added - updated));
        }

        return counts;
    }

    /// <summary>Whether every row of every file is in the database as it is in the file.</summary>
    public async Task<bool> IsLoadedAsync(CancellationToken cancellationToken)
    {
        foreach (var file in files)
        {
            await using var command = new NpgsqlCommand(_sql.CountLoaded(file.Table), connection);
            if (await command.ExecuteScalarAsync(cancellationToken) is not long count || count != file.Rows.Count)
            {
                return false;
            }
        }

        return true;
    }

    private async Task TellAsync(
        FileErrors errors,
        ConceptFile file,
        int field,
        string sql,
        string text,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var line = reader.GetInt32(0);
            errors.Add(file.Name, line, file.Rows.First(row => row.Line == line).Columns[field], text);
        }
    }

    private async Task<int> RunAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
