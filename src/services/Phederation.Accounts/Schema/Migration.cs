namespace Phederation.Accounts.Schema;

/// <summary>One step of a schema.</summary>
/// <param name="Version">Its number; steps run in this order, each once.</param>
/// <param name="Name">What it is called in messages.</param>
/// <param name="Sql">Its statements; they run in one transaction.</param>
public sealed record Migration(int Version, string Name, string Sql)
{
    /// <summary>The steps among a program's embedded files, which are named "prefix0001-name.sql".</summary>
    /// <param name="assembly">The program.</param>
    /// <param name="prefix">How the files' logical names begin, such as "accounts/".</param>
    public static IReadOnlyList<Migration> Embedded(System.Reflection.Assembly assembly, string prefix) =>
        [
            .. assembly
                .GetManifestResourceNames()
                .Where(name => name.StartsWith(prefix, StringComparison.Ordinal) && name.EndsWith(".sql", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(name =>
                {
                    using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                    return new Migration(int.Parse(name.AsSpan(prefix.Length, 4)), name[prefix.Length..^4], reader.ReadToEnd());
                }),
        ];
}
