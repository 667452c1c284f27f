using System.Text;

namespace Phederation.OmopJobs.Concepts;

/// <summary>Reads the files of a folder and checks all that can be checked without the database.</summary>
internal sealed class ConceptFileReader(FileErrors errors)
{
    private const long LargestFile = 32 << 20;
    private const int MostRows = 200_000;
    private const int MostFiles = 1000;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads the folder.</summary>
    /// <exception cref="JobException">It is not there, or none of the files is.</exception>
    public async Task<IReadOnlyList<ConceptFile>> ReadFolderAsync(string folder, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(folder))
        {
            throw new JobException(
                ExitCode.Missing,
                $"There is no folder {folder}.",
                "Mount the folder of the CSV files there, read-only."
            );
        }

        var paths = Directory.EnumerateFiles(folder).Take(MostFiles).Where(path => Extension(path) == ".csv").Order(StringComparer.Ordinal);
        var files = new List<ConceptFile>();
        foreach (var path in paths)
        {
            var name = Path.GetFileNameWithoutExtension(path);
            if (ConceptTables.All.FirstOrDefault(table => table.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is not { } table)
            {
                var known = string.Join(", ", ConceptTables.All.Select(item => item.Name + ".csv"));
                errors.Add(Path.GetFileName(path), 1, 1, $"no file of custom concepts has this name; known are {known}");
            }
            else if (files.FirstOrDefault(file => file.Table == table) is { } other)
            {
                errors.Add(Path.GetFileName(path), 1, 1, $"{other.Name} is for the same table");
            }
            else
            {
                files.Add(await ReadAsync(path, table, cancellationToken));
            }
        }

        return files.Count > 0 || errors.Count > 0
            ? [.. files.OrderBy(file => ConceptTables.All.Index().First(item => item.Item == file.Table).Index)]
            : throw new JobException(
                ExitCode.Missing,
                $"{folder} holds no CSV file.",
                "Mount the folder that holds concept.csv there, read-only."
            );
    }

    private static string Extension(string path) => Path.GetExtension(path).ToLowerInvariant();

    private async Task<ConceptFile> ReadAsync(string path, ConceptTable table, CancellationToken cancellationToken)
    {
        var name = Path.GetFileName(path);
        if (await TextAsync(path, name, cancellationToken) is not { } text)
        {
            return new ConceptFile(name, table, []);
        }

        var rows = new List<ConceptRow>();
        var csv = new CsvText(name, text, errors);
        using var records = csv.Read().GetEnumerator();
        if (!records.MoveNext() || Header(name, records.Current, table) is not { } positions)
        {
            if (errors.Count == 0)
            {
                errors.Add(name, 1, 1, "the file is empty; its first line must name the fields");
            }

            return new ConceptFile(name, table, []);
        }

        var types = new FieldTypes(name, errors);
        while (records.MoveNext())
        {
            if (rows.Count == MostRows)
            {
                errors.Add(name, records.Current.Line, 1, $"more than {MostRows} rows; split the files and run the job for each");
                break;
            }

            if (types.Row(records.Current, table.Table, positions) is { } row)
            {
                rows.Add(row);
            }
        }

        RowChecks.Check(name, table, rows, errors);
        return new ConceptFile(name, table, rows);
    }

    private int[]? Header(string file, CsvRecord header, ConceptTable table)
    {
        var before = errors.Count;
        var positions = new Dictionary<string, int>();
        foreach (var (index, field) in header.Fields.Index())
        {
            var name = field.Text.Trim().ToLowerInvariant();
            if (table.Table.Fields.All(known => known.Name != name))
            {
                errors.Add(file, header.Line, field.Column, $"the table {table.Name} has no field '{Shown.Text(field.Text)}'");
            }
            else if (!positions.TryAdd(name, index))
            {
                errors.Add(file, header.Line, field.Column, $"the field {name} is named twice");
            }
        }

        foreach (var missing in table.Table.Fields.Where(field => !positions.ContainsKey(field.Name)))
        {
            errors.Add(file, header.Line, 1, $"the field {missing.Name} is missing in the header");
        }

        return errors.Count == before ? [.. table.Table.Fields.Select(field => positions[field.Name])] : null;
    }

    private async Task<string?> TextAsync(string path, string name, CancellationToken cancellationToken)
    {
        await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, useAsync: true);
        if (stream.Length > LargestFile)
        {
            errors.Add(name, 1, 1, $"the file is larger than {LargestFile >> 20} MiB");
            return null;
        }

        var bytes = new byte[stream.Length];
        await stream.ReadExactlyAsync(bytes, cancellationToken);
        var content = bytes.AsSpan();
        content = content.StartsWith(Encoding.UTF8.Preamble) ? content[Encoding.UTF8.Preamble.Length..] : content;
        try
        {
            return StrictUtf8.GetString(content);
        }
        catch (DecoderFallbackException exception)
        {
            var until = content[..Math.Clamp(exception.Index, 0, content.Length)];
            var line = until.Count((byte)'\n') + 1;
            errors.Add(name, line, until.Length - until.LastIndexOf((byte)'\n'), "the text is not UTF-8; save the file in that encoding");
            return null;
        }
    }
}
