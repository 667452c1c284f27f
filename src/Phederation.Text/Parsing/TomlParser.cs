namespace Phederation.Text.Parsing;

/// <summary>Reads a document: headers, key-value pairs, arrays and inline tables. Source: the ABNF of TOML 1.0.0.</summary>
internal sealed class TomlParser(TextCursor cursor, int maxDepth)
{
    private readonly TableBuilder _tables = new(maxDepth);
    private readonly KeyReader _keys = new(cursor);
    private readonly StringReader _strings = new(cursor);

    public TomlTable Parse()
    {
        var root = new TomlTable { Location = cursor.Location, Origin = TableOrigin.Header };
        var table = root;
        for (SkipEmptyLines(); !cursor.IsAtEnd; SkipEmptyLines())
        {
            if (cursor.Current == '[')
            {
                table = ReadHeader(root);
            }
            else
            {
                ReadPair(table);
            }

            EndLine();
        }

        return root;
    }

    private TomlTable ReadHeader(TomlTable root)
    {
        var location = cursor.Location;
        cursor.Skip(1);
        var isArray = cursor.Take('[');
        var path = _keys.ReadPath();
        var end = isArray ? "]]" : "]";
        if (!cursor.Rest.StartsWith(end, StringComparison.Ordinal))
        {
            throw cursor.Error($"the header is not closed here but has {cursor.Found()}; end it with {end}");
        }

        cursor.Skip(end.Length);
        return isArray ? _tables.AddElement(root, path, location) : _tables.Define(root, path, location);
    }

    // A key, however many dots it has, and its value.
    private void ReadPair(TomlTable table)
    {
        var path = _keys.ReadPath();
        if (!cursor.Take('='))
        {
            throw cursor.Error($"a key is followed by '=', not by {cursor.Found()}; write key = value");
        }

        cursor.SkipBlanks();
        var (parent, last) = _tables.Descend(table, path);
        parent.Add(last.Name, ReadValue(parent.Depth + 1), last.Location);
    }

    /// <param name="depth">How many tables and arrays are around the value.</param>
    private TomlNode ReadValue(int depth)
    {
        var location = cursor.Location;
        switch (cursor.Current)
        {
            case '"' or '\'':
                return new TomlString(_strings.ReadValue()) { Location = location };
            case '[':
                return ReadArray(location, depth);
            case '{':
                return ReadInlineTable(location, depth);
            default:
                return ScalarReader.Read(cursor);
        }
    }

    private TomlArray ReadArray(SourceLocation location, int depth)
    {
        _tables.CheckDepth(depth, location);
        cursor.Skip(1);
        var elements = new TomlArray { Location = location };
        SkipEmptyLines();
        while (!cursor.Take(']'))
        {
            elements.Add(ReadValue(depth + 1));
            SkipEmptyLines();
            if (!cursor.Take(',') && cursor.Current != ']')
            {
                throw cursor.Error(
                    $"the array of line {location.Line} has {cursor.Found()} after an element; separate elements with ',' and end with ']'"
                );
            }

            SkipEmptyLines();
        }

        return elements;
    }

    private TomlTable ReadInlineTable(SourceLocation location, int depth)
    {
        _tables.CheckDepth(depth, location);
        cursor.Skip(1);
        var table = new TomlTable
        {
            Location = location,
            Origin = TableOrigin.Inline,
            Depth = depth,
        };
        cursor.SkipBlanks();
        if (cursor.Take('}'))
        {
            return table;
        }

        while (true)
        {
            ReadPair(table);
            cursor.SkipBlanks();
            if (cursor.Take('}'))
            {
                return table;
            }

            if (!cursor.Take(','))
            {
                throw cursor.Error(
                    $"the inline table has {cursor.Found()} after a value; separate pairs with ',' and end with '}}' on the same line"
                );
            }

            cursor.SkipBlanks();
        }
    }

    private void EndLine()
    {
        cursor.SkipBlanks();
        SkipComment();
        if (!cursor.IsAtEnd && !cursor.TakeLineEnd())
        {
            throw cursor.Error($"{cursor.Found()} stands where the line should end; put it on a line of its own");
        }
    }

    private void SkipEmptyLines()
    {
        do
        {
            cursor.SkipBlanks();
            SkipComment();
        } while (cursor.TakeLineEnd());
    }

    private void SkipComment()
    {
        if (cursor.Current != '#')
        {
            return;
        }

        while (!cursor.IsAtEnd && cursor.Current is not ('\n' or '\r'))
        {
            if (Characters.IsForbidden(cursor.Current))
            {
                throw cursor.Error($"a comment can't hold {cursor.Found()}; remove it");
            }

            cursor.Skip(1);
        }
    }
}
