namespace Phederation.Text.Parsing;

/// <summary>Reads keys: bare or quoted names, with dots between them.</summary>
internal sealed class KeyReader(TextCursor cursor)
{
    private readonly StringReader _strings = new(cursor);

    /// <summary>Reads a key with all its parts and the blanks around it.</summary>
    public List<KeyPart> ReadPath()
    {
        var path = new List<KeyPart>(1);
        do
        {
            cursor.SkipBlanks();
            path.Add(ReadPart());
            cursor.SkipBlanks();
        } while (cursor.Take('.'));
        return path;
    }

    private KeyPart ReadPart()
    {
        var location = cursor.Location;
        if (cursor.Current is '"' or '\'')
        {
            return new KeyPart(_strings.ReadKey(), location);
        }

        var start = cursor.Position;
        while (Characters.IsBareKey(cursor.Current))
        {
            cursor.Skip(1);
        }

        return cursor.Position > start
            ? new KeyPart(cursor.Since(start).ToString(), location)
            : throw cursor.Error($"a key was expected, not {cursor.Found()}; write letters, digits, '-' and '_', or put the key in quotes");
    }
}
