using System.Reflection;

namespace Nuke.Common.Execution;

/// <summary>A parameter of the build: what the help, the schema and the reader know of it.</summary>
internal sealed record Parameter(string Name, string? Description, Type Type)
{
    /// <summary>Between the items of a list.</summary>
    public char? Separator { get; init; }

    /// <summary>Hidden wherever it is printed.</summary>
    public bool IsSecret { get; init; }

    /// <summary>Must be given.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Shown in the help.</summary>
    public bool IsListed { get; init; } = true;

    /// <summary>
    /// One of the engine's own. Those are read from the environment only with the prefix NUKE: HELP, ROOT or TARGET mean
    /// something else on many machines.
    /// </summary>
    public bool IsBuiltIn { get; init; }

    /// <summary>Whether its name has several words: RootKey.</summary>
    public bool HasSeveralWords => Names.Dashed(Name).Contains('-', StringComparison.Ordinal);

    /// <summary>The member of the build class that takes the value; null when the engine reads it itself.</summary>
    public MemberInfo? Member { get; init; }

    /// <summary>The type of one item, without list and nullable.</summary>
    public Type ItemType
    {
        get
        {
            var item = IsList ? Type.GetElementType() ?? Type.GetGenericArguments()[0] : Type;
            return Nullable.GetUnderlyingType(item) ?? item;
        }
    }

    /// <summary>Whether it takes several values.</summary>
    public bool IsList => Type != typeof(string) && (Type.IsArray || typeof(System.Collections.IEnumerable).IsAssignableFrom(Type));

    /// <summary>The values that are possible; null when there is no such list.</summary>
    public IReadOnlyList<string>? ValueSet => ItemType.IsEnum ? Enum.GetNames(ItemType) : null;
}
