using System.Globalization;
using Phederation.Services.Hosting.Problems;
using Phederation.WebApi.Json;

namespace Phederation.WebApi.Data;

/// <summary>The names of concept sets and cohort definitions, of which none is there twice.</summary>
internal static class ItemName
{
    /// <summary>The longest name, in characters.</summary>
    public const int Longest = 255;

    /// <summary>Reads a name.</summary>
    /// <exception cref="JsonFormatException">It is missing, blank or too long.</exception>
    public static string Read(JsonCursor cursor)
    {
        var name = cursor.RequiredMember("name");
        var text = name.AsText(Longest).Trim();
        return text.Length > 0 ? text : throw name.Error("a name is expected.");
    }

    /// <summary>The name of a copy: <c>COPY OF: name</c>, with a number behind it where that is taken.</summary>
    /// <param name="name">The name of what is copied.</param>
    /// <param name="taken">Names that begin like the copy's.</param>
    public static string ForCopy(string name, IReadOnlyCollection<string> taken)
    {
        var copy = Prefix(name);
        if (!taken.Contains(copy))
        {
            return copy;
        }

        for (var number = 1; ; number++)
        {
            var end = string.Create(CultureInfo.InvariantCulture, $" ({number})");
            var numbered = copy.Length + end.Length > Longest ? copy[..(Longest - end.Length)] + end : copy + end;
            if (!taken.Contains(numbered))
            {
                return numbered;
            }
        }
    }

    /// <summary>How the name of a copy begins.</summary>
    public static string Prefix(string name)
    {
        var copy = "COPY OF: " + name;
        return copy.Length > Longest ? copy[..Longest] : copy;
    }

    /// <summary>The answer to a name that is taken.</summary>
    public static ProblemException Taken(Exception? cause) =>
        new(Problem.Of(409, "This name is taken: choose another one.") with { Code = "duplicate-name" }, cause);
}
