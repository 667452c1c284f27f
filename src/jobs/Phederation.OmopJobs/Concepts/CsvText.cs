using System.Text;

namespace Phederation.OmopJobs.Concepts;

/// <summary>
/// Reads separated values (RFC 4180) from text. With tabs, quotes are letters like others: so the vocabularies' makers write their files.
/// </summary>
internal sealed class CsvText(string file, string text, FileErrors errors)
{
    private const int LongestField = 4096;
    private const int MostFields = 64;
    private int _at;
    private int _line = 1;
    private int _lineStart;

    /// <summary>What separates the fields: a tab when the first line has one, else a comma.</summary>
    public char Separator { get; } = text.AsSpan(0, Math.Max(0, text.AsSpan().IndexOf('\n'))).Contains('\t') ? '\t' : ',';

    /// <summary>The records. One that is malformed is told and left out; empty lines are no records.</summary>
    public IEnumerable<CsvRecord> Read()
    {
        while (_at < text.Length)
        {
            var line = _line;
            var before = errors.Count;
            var fields = ReadRecord();
            if (errors.Count == before && !(fields is [{ Text.Length: 0 }]))
            {
                yield return new CsvRecord(line, fields);
            }
        }
    }

    private List<CsvField> ReadRecord()
    {
        var fields = new List<CsvField>();
        while (true)
        {
            var column = _at - _lineStart + 1;
            var isQuoted = Separator == ',' && _at < text.Length && text[_at] == '"';
            var value = isQuoted ? ReadQuoted(column) : ReadPlain();
            if (value.Length > LongestField)
            {
                Fail(column, $"the field has {value.Length} characters; at most {LongestField} are read");
            }

            if (fields.Count < MostFields)
            {
                fields.Add(new CsvField(column, value.Length > LongestField ? "" : value));
            }
            else if (fields.Count == MostFields)
            {
                Fail(column, $"the line has more than {MostFields} fields");
                SkipLine();
                return fields;
            }

            if (_at < text.Length && text[_at] == Separator)
            {
                _at++;
                continue;
            }

            if (_at < text.Length && text[_at] is not ('\r' or '\n'))
            {
                Fail(_at - _lineStart + 1, "a separator or the line's end must follow the closing quote");
                SkipLine();
                return fields;
            }

            EndLine();
            return fields;
        }
    }

    private string ReadPlain()
    {
        var start = _at;
        while (_at < text.Length && text[_at] != Separator && text[_at] is not ('\r' or '\n'))
        {
            if (text[_at] == '"' && Separator == ',')
            {
                Fail(_at - _lineStart + 1, "a quote within a field that isn't quoted; quote the field and double the quote");
            }

            _at++;
        }

        return text[start.._at];
    }

    private string ReadQuoted(int column)
    {
        var value = new StringBuilder();
        var line = _line;
        for (_at++; _at < text.Length; _at++)
        {
            if (text[_at] == '"')
            {
                _at++;
                if (_at >= text.Length || text[_at] != '"')
                {
                    return value.ToString();
                }
            }
            else if (text[_at] == '\n')
            {
                _line++;
                _lineStart = _at + 1;
            }

            if (value.Length <= LongestField)
            {
                value.Append(text[_at]);
            }
        }

        errors.Add(file, line, column, "the quote is never closed");
        return "";
    }

    private void SkipLine()
    {
        while (_at < text.Length && text[_at] != '\n')
        {
            _at++;
        }

        EndLine();
    }

    private void EndLine()
    {
        if (_at < text.Length && text[_at] == '\r')
        {
            _at++;
        }

        if (_at < text.Length && text[_at] == '\n')
        {
            _at++;
        }

        _line++;
        _lineStart = _at;
    }

    private void Fail(int column, string what) => errors.Add(file, _line, column, what);
}
