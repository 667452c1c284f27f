using Npgsql;
using NpgsqlTypes;
using Phederation.FhirModel;

namespace Phederation.Fhir.Indexing;

/// <summary>The rows of the search index that a change writes, as the columns that the database takes them in.</summary>
internal sealed class IndexRows
{
    private readonly Table _tokens = new();
    private readonly Table _strings = new();
    private readonly Table _dates = new();
    private readonly Table _numbers = new();
    private readonly Table _references = new();

    /// <summary>The reference that says to whose compartment a resource belongs.</summary>
    public static readonly int Compartment = SearchParameter.NumberOf("@patient");

    public void Token(long key, int number, int part, string? system, string code) =>
        _tokens.Add(key, number, part, system is null ? null : IndexText.Whole(system), IndexText.Code(code));

    public void Text(long key, int number, int part, string folded, string exact) =>
        _strings.Add(key, number, part, IndexText.Searched(folded), IndexText.Searched(exact));

    public void Date(long key, int number, int part, long low, long high) => _dates.Add(key, number, part, low, high);

    public void Number(long key, int number, int part, string? low, string? high, string? system, string? code, string? unit)
    {
        _numbers.Add(key, number, part, low, high);
        _numbers.Third.Add(system is null ? null : IndexText.Whole(system));
        _numbers.Fourth.Add(code is null ? null : IndexText.Whole(code));
        _numbers.Fifth.Add(unit is null ? null : IndexText.Whole(unit));
    }

    public void Reference(long key, int number, int part, string type, string id) =>
        _references.Add(key, number, part, type, IndexText.Whole(id));

    /// <summary>The commands that take away what was written of resources.</summary>
    public static IEnumerable<NpgsqlBatchCommand> Deletions(long[] keys)
    {
        foreach (var table in (string[])["token", "string", "date", "number", "reference"])
        {
            var command = new NpgsqlBatchCommand($"DELETE FROM fhir.{table} WHERE key = ANY($1)");
            command.Parameters.Add(Columns.Of(keys, NpgsqlDbType.Bigint));
            yield return command;
        }
    }

    /// <summary>The commands that write them; none for a table without rows.</summary>
    public IEnumerable<NpgsqlBatchCommand> Commands()
    {
        if (_tokens.Any)
        {
            yield return _tokens.Command(
                "INSERT INTO fhir.token (key, param, part, system, code) SELECT * FROM unnest($1, $2, $3, $4, $5)"
            );
        }

        if (_strings.Any)
        {
            yield return _strings.Command(
                "INSERT INTO fhir.string (key, param, part, value, exact) SELECT * FROM unnest($1, $2, $3, $4, $5)"
            );
        }

        if (_dates.Any)
        {
            yield return _dates.Command("INSERT INTO fhir.date (key, param, part, low, high) SELECT * FROM unnest($1, $2, $3, $4, $5)");
        }

        if (_references.Any)
        {
            yield return _references.Command(
                "INSERT INTO fhir.reference (key, param, part, target_type, target_id) SELECT * FROM unnest($1, $2, $3, $4, $5)"
            );
        }

        if (_numbers.Any)
        {
            // As text: the database's numbers are exact, however many digits there are.
            yield return _numbers.Command(
                "INSERT INTO fhir.number (key, param, part, low, high, system, code, unit) "
                    + "SELECT k, n, p, l::numeric, h::numeric, s, c, u FROM unnest($1, $2, $3, $4, $5, $6, $7, $8) AS t (k, n, p, l, h, s, c, u)"
            );
        }
    }

    private sealed class Table
    {
        private readonly List<long> _keys = [];
        private readonly List<int> _numbers = [];
        private readonly List<int> _parts = [];
        private readonly List<string?> _firstTexts = [];
        private readonly List<string?> _secondTexts = [];
        private readonly List<long> _firstNumbers = [];
        private readonly List<long> _secondNumbers = [];

        public List<string?> Third { get; } = [];

        public List<string?> Fourth { get; } = [];

        public List<string?> Fifth { get; } = [];

        public bool Any => _keys.Count > 0;

        public void Add(long key, int number, int part, string? first, string? second)
        {
            Key(key, number, part);
            _firstTexts.Add(first);
            _secondTexts.Add(second);
        }

        public void Add(long key, int number, int part, long first, long second)
        {
            Key(key, number, part);
            _firstNumbers.Add(first);
            _secondNumbers.Add(second);
        }

        public NpgsqlBatchCommand Command(string sql)
        {
            var command = new NpgsqlBatchCommand(sql);
            command.Parameters.Add(Columns.Of(_keys.ToArray(), NpgsqlDbType.Bigint));
            command.Parameters.Add(Columns.Of(_numbers.ToArray(), NpgsqlDbType.Integer));
            command.Parameters.Add(Columns.Of(_parts.ToArray(), NpgsqlDbType.Integer));
            if (_firstNumbers.Count > 0)
            {
                command.Parameters.Add(Columns.Of(_firstNumbers.ToArray(), NpgsqlDbType.Bigint));
                command.Parameters.Add(Columns.Of(_secondNumbers.ToArray(), NpgsqlDbType.Bigint));
                return command;
            }

            foreach (var texts in new[] { _firstTexts, _secondTexts, Third, Fourth, Fifth }.Where(texts => texts.Count > 0))
            {
                command.Parameters.Add(Columns.Of(texts.ToArray(), NpgsqlDbType.Text));
            }

            return command;
        }

        private void Key(long key, int number, int part)
        {
            _keys.Add(key);
            _numbers.Add(number);
            _parts.Add(part);
        }
    }
}
