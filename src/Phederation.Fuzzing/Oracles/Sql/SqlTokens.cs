using System.Buffers;
using System.Text;

namespace Phederation.Fuzzing.Oracles.Sql;

/// <summary>
/// Takes SQL apart into words, as PostgreSQL does with standard_conforming_strings and as SQL Server does: in both only a quote ends a text, and two are
/// one in it. Texts with E before them know the backslash.
/// </summary>
internal sealed class SqlTokens
{
    private readonly string _sql;
    private readonly List<SqlToken> _tokens = [];
    private int _at;

    private SqlTokens(string sql) => _sql = sql;

    /// <summary>The words.</summary>
    public static IReadOnlyList<SqlToken> Of(string sql)
    {
        var reader = new SqlTokens(sql);
        while (reader._at < sql.Length)
        {
            reader.ReadOne();
        }

        return reader._tokens;
    }

    private char Current => _sql[_at];

    private void ReadOne()
    {
        var start = _at;
        if (char.IsWhiteSpace(Current))
        {
            _at++;
        }
        else if (Current == '\'')
        {
            Quoted(SqlTokenKind.Literal, '\'', hasBackslash: false);
        }
        else if (Current is 'E' or 'e' && Next(1) == '\'')
        {
            _at++;
            Quoted(SqlTokenKind.Literal, '\'', hasBackslash: true);
        }
        else if (Current is 'N' or 'n' && Next(1) == '\'')
        {
            _at++;
            Quoted(SqlTokenKind.Literal, '\'', hasBackslash: false);
        }
        else if (Current == '"')
        {
            Quoted(SqlTokenKind.Identifier, '"', hasBackslash: false);
        }
        else if (Current == '[' && IsBracketName())
        {
            Quoted(SqlTokenKind.Identifier, ']', hasBackslash: false);
        }
        else if (StartsWith("--"))
        {
            Until("\n", isOptional: true);
        }
        else if (StartsWith("/*"))
        {
            Until("*/", isOptional: false);
        }
        else if (Current == '$' && DollarTag() is { } tag)
        {
            Dollars(tag);
        }
        else if (IsWord(Current))
        {
            while (_at < _sql.Length && IsWord(Current))
            {
                _at++;
            }

            _tokens.Add(new SqlToken(SqlTokenKind.Word, _sql[start.._at]));
        }
        else
        {
            _at++;
            _tokens.Add(new SqlToken(SqlTokenKind.Symbol, _sql[start.._at]));
        }
    }

    private void Quoted(SqlTokenKind kind, char end, bool hasBackslash)
    {
        var text = new StringBuilder();
        for (_at++; _at < _sql.Length; _at++)
        {
            if (hasBackslash && Current == '\\' && _at + 1 < _sql.Length)
            {
                text.Append(_sql[++_at]);
            }
            else if (Current != end)
            {
                text.Append(Current);
            }
            else if (Next(1) == end)
            {
                text.Append(end);
                _at++;
            }
            else
            {
                _at++;
                _tokens.Add(new SqlToken(kind, text.ToString()));
                return;
            }
        }

        _tokens.Add(new SqlToken(SqlTokenKind.Unended, text.ToString()));
    }

    private void Until(string end, bool isOptional)
    {
        var found = _sql.IndexOf(end, _at + 2, StringComparison.Ordinal);
        var to = found < 0 ? _sql.Length : found + end.Length;
        _tokens.Add(new SqlToken(found < 0 && !isOptional ? SqlTokenKind.Unended : SqlTokenKind.Comment, _sql[_at..to]));
        _at = to;
    }

    private void Dollars(string tag)
    {
        var found = _sql.IndexOf(tag, _at + tag.Length, StringComparison.Ordinal);
        var to = found < 0 ? _sql.Length : found;
        _tokens.Add(new SqlToken(found < 0 ? SqlTokenKind.Unended : SqlTokenKind.Literal, _sql[(_at + tag.Length)..to]));
        _at = found < 0 ? to : to + tag.Length;
    }

    private string? DollarTag()
    {
        var end = _sql.IndexOf('$', _at + 1);
        // A tag is a name: "$1" is a parameter.
        return
            end > 0
            && (end == _at + 1 || (!char.IsDigit(_sql[_at + 1]) && _sql.AsSpan(_at + 1, end - _at - 1).IndexOfAnyExcept(TagCharacters) < 0))
            ? _sql[_at..(end + 1)]
            : null;
    }

    // "[name]" is a name at SQL Server, "a[1]" an element at PostgreSQL.
    private bool IsBracketName() => Next(1) is var next && (char.IsLetter(next) || next == '_');

    private char Next(int offset) => _at + offset < _sql.Length ? _sql[_at + offset] : '\0';

    private bool StartsWith(string text) => _sql.AsSpan(_at).StartsWith(text, StringComparison.Ordinal);

    private static bool IsWord(char character) => char.IsLetterOrDigit(character) || character is '_' or '@' or '#' or '.';

    private static readonly SearchValues<char> TagCharacters = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"
    );
}
