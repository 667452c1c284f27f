using System.Text.RegularExpressions;
using Phederation.Text;

namespace Phederation.Images.Catalogue;

/// <summary>Reads the kinds of <c>[[files.generate]]</c> that Java's tools make.</summary>
internal static partial class JavaFileReader
{
    /// <summary>Reads a runtime.</summary>
    public static JlinkRuntime ReadRuntime(TomlTable table, string path)
    {
        table.RejectUnknown("kind", "path", "package", "modules", "compress", "strip", "options", "leave-out");
        return new JlinkRuntime(
            path,
            DefinitionText.Package(table, "package", table.String("package")),
            [.. table.Strings("modules").Select(module => Fitting(table, "modules", module, Module(), "the name of a module"))],
            table.OptionalBoolean("compress") ?? false,
            table.OptionalBoolean("strip") ?? false,
            // The linker takes them as one text, parted by spaces, and reads quotes in it.
            [
                .. table
                    .OptionalStrings("options")
                    .Select(option => Fitting(table, "options", option, Option(), "an option without spaces")),
            ],
            [.. table.OptionalStrings("leave-out").Select(pattern => DefinitionText.ImagePath(table, "leave-out", pattern))]
        );
    }

    /// <summary>Reads compiled sources.</summary>
    public static JavaClasses ReadClasses(TomlTable table, string path)
    {
        table.RejectUnknown("kind", "sources", "path", "classpath");
        return new JavaClasses(
            path,
            DefinitionText.ImagePath(table, "sources", table.String("sources")),
            [.. table.OptionalStrings("classpath").Select(jar => DefinitionText.ImagePath(table, "classpath", jar))]
        );
    }

    private static string Fitting(TomlTable table, string key, string text, Regex shape, string expected) =>
        shape.IsMatch(text) ? text : throw table.Error(key, $"'{text}' must be {expected}");

    [GeneratedRegex("^[a-z][a-z0-9]*([.][a-z][a-z0-9]*)*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Module();

    [GeneratedRegex("^-[A-Za-z0-9:+=._/@-]+$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Option();
}
