namespace Phederation.Text.Parsing;

/// <summary>Makes and finds tables by key, and holds to the rule that each table is defined once.</summary>
internal sealed class TableBuilder(int maxDepth)
{
    /// <summary>Refuses what is nested too deeply.</summary>
    public void CheckDepth(int depth, SourceLocation location)
    {
        if (depth > maxDepth)
        {
            throw new TomlException(location, $"tables and arrays nest deeper than {maxDepth}; flatten the document");
        }
    }

    /// <summary>The table of a [header].</summary>
    public TomlTable Define(TomlTable root, IReadOnlyList<KeyPart> path, SourceLocation header)
    {
        var parent = Walk(root, path);
        var last = path[^1];
        if (!parent.TryGetValue(last.Name, out var existing))
        {
            return Create(parent, last, TableOrigin.Header, header);
        }

        if (existing is not TomlTable { Origin: TableOrigin.Implied } table)
        {
            throw Defined(last, existing, "name each table once and keep its keys together");
        }

        table.Origin = TableOrigin.Header;
        return table;
    }

    /// <summary>The new element of a [[header]].</summary>
    public TomlTable AddElement(TomlTable root, IReadOnlyList<KeyPart> path, SourceLocation header)
    {
        var parent = Walk(root, path);
        var last = path[^1];
        if (!parent.TryGetValue(last.Name, out var existing))
        {
            existing = new TomlArray { Location = header, IsOpen = true };
            parent.Add(last.Name, existing, last.Location);
        }

        if (existing is not TomlArray { IsOpen: true } array)
        {
            throw Defined(last, existing, "[[…]] adds only to arrays that [[…]] began");
        }

        CheckDepth(parent.Depth + 2, last.Location);
        var element = new TomlTable
        {
            Location = header,
            Origin = TableOrigin.Header,
            Depth = parent.Depth + 2,
        };
        array.Add(element);
        return element;
    }

    /// <summary>The table that a dotted key's last part goes into, which is checked to be free.</summary>
    public (TomlTable Parent, KeyPart Last) Descend(TomlTable table, IReadOnlyList<KeyPart> path)
    {
        for (var index = 0; index < path.Count - 1; index++)
        {
            var part = path[index];
            if (!table.TryGetValue(part.Name, out var existing))
            {
                table = Create(table, part, TableOrigin.DottedKey, part.Location);
                continue;
            }

            table = existing is TomlTable { Origin: TableOrigin.DottedKey } dotted
                ? dotted
                : throw Defined(part, existing, "a dotted key adds only to tables that dotted keys made");
        }

        var last = path[^1];
        return table.TryGetValue(last.Name, out var value) ? throw Defined(last, value, "give each key one value") : (table, last);
    }

    // Follows a header up to its last part; the last element stands for an array of tables.
    private TomlTable Walk(TomlTable root, IReadOnlyList<KeyPart> path)
    {
        var table = root;
        for (var index = 0; index < path.Count - 1; index++)
        {
            var part = path[index];
            table = table.TryGetValue(part.Name, out var existing)
                ? existing switch
                {
                    TomlTable { Origin: not TableOrigin.Inline } inner => inner,
                    TomlArray { IsOpen: true } array => (TomlTable)array[^1],
                    _ => throw Defined(part, existing, "a header can't add to it"),
                }
                : Create(table, part, TableOrigin.Implied, part.Location);
        }

        return table;
    }

    private TomlTable Create(TomlTable parent, KeyPart key, TableOrigin origin, SourceLocation location)
    {
        CheckDepth(parent.Depth + 1, key.Location);
        var table = new TomlTable
        {
            Location = location,
            Origin = origin,
            Depth = parent.Depth + 1,
        };
        parent.Add(key.Name, table, key.Location);
        return table;
    }

    private static TomlException Defined(KeyPart key, TomlNode existing, string mend) =>
        new(key.Location, $"'{key.Name}' is already {existing.TypeName} since line {existing.Location.Line}; {mend}");
}
