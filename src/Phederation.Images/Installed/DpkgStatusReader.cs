using System.Text;

namespace Phederation.Images.Installed;

/// <summary>
/// Reads dpkg's status (deb822(5)): <c>/var/lib/dpkg/status</c>, or one file a package in <c>status.d</c>. The file is part of an image of
/// unknown origin: sizes are bounded, names and versions are checked, every error has file:line:column.
/// </summary>
internal sealed class DpkgStatusReader
{
    private const int LineLimit = 1 << 20;
    private const int FieldLimit = 1 << 20;
    private const int PackageLimit = 100_000;
    private static readonly HashSet<string> Wanted = new(StringComparer.OrdinalIgnoreCase)
    {
        "Package",
        "Status",
        "Version",
        "Architecture",
        "Source",
        "Maintainer",
        "Homepage",
        "Description",
        "Pre-Depends",
        "Depends",
        "Provides",
    };

    private readonly string _file;
    private readonly Dictionary<string, StringBuilder> _fields = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<InstalledPackage> _packages = [];
    private StringBuilder? _open;
    private int _line;
    private int _begin;

    private DpkgStatusReader(string file) => _file = file;

    /// <summary>The packages that are installed.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="file">Its name for messages.</param>
    /// <exception cref="ImageException">It is malformed.</exception>
    public static IReadOnlyList<InstalledPackage> Read(byte[] bytes, string file)
    {
        var reader = new DpkgStatusReader(file);
        foreach (var range in bytes.AsSpan().Split((byte)'\n'))
        {
            reader._line++;
            reader.Take(bytes.AsSpan(range).TrimEnd((byte)'\r'));
        }

        reader.Close();
        return reader._packages;
    }

    private void Take(ReadOnlySpan<byte> line)
    {
        if (line.Length > LineLimit)
        {
            throw Error(LineLimit, $"the line has {line.Length} bytes; no control field has so many");
        }

        if (line.IndexOf((byte)0) is var zero and >= 0)
        {
            throw Error(zero + 1, "a zero byte is in no control data");
        }

        if (line.Trim(" \t"u8).IsEmpty)
        {
            Close();
        }
        else if (line[0] is (byte)' ' or (byte)'\t')
        {
            Continue(line);
        }
        else
        {
            Begin(line);
        }
    }

    private void Begin(ReadOnlySpan<byte> line)
    {
        var colon = line.IndexOf((byte)':');
        if (colon <= 0 || line[..colon].ContainsAny(" \t"u8))
        {
            throw Error(1, "a field's name and a colon are expected");
        }

        _begin = _fields.Count == 0 ? _line : _begin;
        var name = Encoding.UTF8.GetString(line[..colon]);
        if (!Wanted.Contains(name))
        {
            // It opens a paragraph all the same: a paragraph without a name is an error.
            _fields.TryAdd("", new StringBuilder());
            _open = null;
            return;
        }

        _open = new StringBuilder(Encoding.UTF8.GetString(line[(colon + 1)..]).Trim());
        if (!_fields.TryAdd(name, _open))
        {
            throw Error(1, $"the field '{name}' is there twice");
        }
    }

    private void Continue(ReadOnlySpan<byte> line)
    {
        if (_fields.Count == 0)
        {
            throw Error(1, "a line is continued, but no field began");
        }

        if (_open is not null && _open.Length + line.Length > FieldLimit)
        {
            throw Error(1, $"a field has more than {FieldLimit} bytes");
        }

        _open?.Append('\n').Append(Encoding.UTF8.GetString(line));
    }

    private void Close()
    {
        if (_fields.Count > 0 && IsInstalled())
        {
            if (_packages.Count == PackageLimit)
            {
                throw Error(1, $"more than {PackageLimit} packages");
            }

            _packages.Add(Package());
        }

        _fields.Clear();
        _open = null;
    }

    // Without a status the paragraph is one of status.d, which names only what is installed.
    private bool IsInstalled() => Field("Status") is not { Length: > 0 } status || status.Split(' ') is [_, _, "installed"];

    private InstalledPackage Package()
    {
        var name = Checked("Package", PackageNames.IsName, "a name of a Debian package");
        var version = Checked("Version", PackageNames.IsVersion, "a version of a Debian package");
        var (source, sourceVersion) = Source(name, version);
        return new InstalledPackage
        {
            Name = name,
            Version = version,
            Architecture = Checked("Architecture", PackageNames.IsName, "an architecture"),
            Source = source,
            SourceVersion = sourceVersion,
            Maintainer = Line(Field("Maintainer")),
            Summary = Line(Field("Description")),
            Homepage = Line(Field("Homepage")),
            Needs = [.. PackageNames.Relations(Field("Pre-Depends")), .. PackageNames.Relations(Field("Depends"))],
            Provides = [.. PackageNames.Relations(Field("Provides")).SelectMany(names => names)],
        };
    }

    // "Source: glibc", or "Source: glibc (2.36-9)" where the version differs.
    private (string Name, string Version) Source(string name, string version)
    {
        if (Field("Source") is not { Length: > 0 } text)
        {
            return (name, version);
        }

        var parts = text.Split(' ', 2, StringSplitOptions.TrimEntries);
        var sourceVersion = parts.Length == 2 ? parts[1].TrimStart('(').TrimEnd(')') : version;
        return PackageNames.IsName(parts[0]) && PackageNames.IsVersion(sourceVersion)
            ? (parts[0], sourceVersion)
            : throw Error(1, $"'{Short(text)}' is no source package of '{name}'", _begin);
    }

    private string Checked(string field, Func<string, bool> isValid, string expected) =>
        Field(field) is not { Length: > 0 } value ? throw Error(1, $"the package has no field '{field}'", _begin)
        : isValid(value) ? value
        : throw Error(1, $"'{Short(value)}' of the field '{field}' is not {expected}", _begin);

    private string Field(string name) => _fields.GetValueOrDefault(name)?.ToString() ?? "";

    private static string Line(string text) => text.Split('\n')[0].Trim();

    private static string Short(string text) => text.Length <= 60 ? text : text[..60] + "…";

    private ImageException Error(int column, string why, int? line = null) =>
        new(ImageFault.MalformedImage, $"{_file}:{line ?? _line}:{column}: the package status is malformed: {why}");
}
