using System.Globalization;
using Phederation.Omop;

namespace Phederation.OmopJobs.Concepts;

/// <summary>Turns the text of fields into what their table takes.</summary>
internal sealed class FieldTypes(string file, FileErrors errors)
{
    private static readonly string[] DateForms = ["yyyy-MM-dd", "yyyyMMdd"];

    /// <summary>A row, or null when a field of it is wrong.</summary>
    public ConceptRow? Row(CsvRecord record, OmopTable table, IReadOnlyList<int> positions)
    {
        if (record.Fields.Count != table.Fields.Count)
        {
            errors.Add(file, record.Line, 1, $"the line has {record.Fields.Count} fields, the header {table.Fields.Count}");
            return null;
        }

        var before = errors.Count;
        var values = new object?[positions.Count];
        var columns = new int[positions.Count];
        for (var i = 0; i < positions.Count; i++)
        {
            var field = record.Fields[positions[i]];
            columns[i] = field.Column;
            values[i] = Value(record.Line, field, table.Fields[i]);
        }

        return errors.Count == before ? new ConceptRow(record.Line, columns, values) : null;
    }

    private object? Value(int line, CsvField field, OmopField type)
    {
        object? Fail(string what)
        {
            errors.Add(file, line, field.Column, $"{type.Name}: {what}");
            return null;
        }

        if (field.Text.Length == 0)
        {
            return type.IsRequired ? Fail("a value is needed") : null;
        }

        if (field.Text.Any(char.IsControl))
        {
            return Fail("control characters and line ends are refused");
        }

        if (type.Type == "integer")
        {
            return int.TryParse(field.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                ? number
                : Fail($"'{Shown.Text(field.Text)}' is no whole number of 32 bits");
        }

        if (type.Type == "date")
        {
            return DateOnly.TryParseExact(field.Text, DateForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
                ? date
                : Fail($"'{Shown.Text(field.Text)}' is no date such as 2024-12-31");
        }

        var most = int.Parse(type.Type["varchar(".Length..^1], CultureInfo.InvariantCulture);
        var length = field.Text.EnumerateRunes().Count();
        return length <= most ? field.Text : Fail($"{length} characters; at most {most} fit");
    }
}
