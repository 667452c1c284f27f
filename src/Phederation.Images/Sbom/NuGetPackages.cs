using System.Text.Json;
using Phederation.Images.Contents;

namespace Phederation.Images.Sbom;

/// <summary>
/// The NuGet packages of an image's .NET programs: from <c>*.deps.json</c> beside a program or inside a program of one file, and from
/// <c>packages.lock.json</c>.
/// </summary>
internal static class NuGetPackages
{
    private const string RuntimePack = "runtimepack.";

    /// <summary>Whether a file is read here, so that its bytes must be kept.</summary>
    public static bool Keeps(string path) =>
        path.EndsWith(".deps.json", StringComparison.Ordinal) || LayerPaths.Name(path) == "packages.lock.json";

    /// <summary>Reads them.</summary>
    /// <param name="contents">The image.</param>
    /// <param name="image">Its name for messages.</param>
    /// <param name="programs">
    /// The programs of the checkout. Their lock files count only where the program itself does not tell: a lock file also names what only
    /// the build needs.
    /// </param>
    public static PackageSet Read(ImageContents contents, string image, IReadOnlyList<ProgramLock> programs)
    {
        var packages = new SortedDictionary<string, BillPackage>(StringComparer.Ordinal);
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in contents.Entries)
        {
            var name = $"{image}:/{file.Path}";
            if (file.BundledDependencies is { } bundled)
            {
                ReadDependencies(bundled, name, "", contents, packages, owners);
            }
            else if (file.Bytes is { } bytes && file.Path.EndsWith(".deps.json", StringComparison.Ordinal))
            {
                ReadDependencies(bytes, name, LayerPaths.Parent(file.Path), contents, packages, owners);
            }
            else if (file.Bytes is { } locked && LayerPaths.Name(file.Path) == "packages.lock.json")
            {
                ReadLock(locked, name, packages);
            }
        }

        foreach (var program in programs.Where(program => contents.Find(program.Path) is { BundledDependencies: null }))
        {
            ReadLock(File.ReadAllBytes(program.LockFile), program.LockFile, packages);
        }

        return new PackageSet([.. packages.Values], owners);
    }

    private static void ReadDependencies(
        byte[] bytes,
        string file,
        string folder,
        ImageContents contents,
        SortedDictionary<string, BillPackage> packages,
        Dictionary<string, string> owners
    )
    {
        using var document = JsonFile.Parse(bytes, file);
        var root = document.RootElement;
        var purls = new Dictionary<string, string>(StringComparer.Ordinal);
        var hashes = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var library in root.Properties("libraries").Where(library => library.Value.Text("type") is "package" or "runtimepack"))
        {
            if (Split(library.Name) is var (name, version))
            {
                purls[library.Name] = PackageUrl.NuGet(name, version);
                hashes[library.Name] = Integrity.Sha512(library.Value.Text("sha512"));
            }
        }

        foreach (var library in root.Properties("targets").SelectMany(target => target.Value.EnumerateObjectOrNone()))
        {
            if (purls.TryGetValue(library.Name, out var purl) && Split(library.Name) is var (name, version))
            {
                var needs = library
                    .Value.Properties("dependencies")
                    .Select(need => purls.GetValueOrDefault($"{need.Name}/{need.Value.GetStringOrNull()}"));
                Add(packages, name, version, hashes[library.Name], needs.OfType<string>());
                var runtimes = library.Value.Properties("runtime").Concat(library.Value.Properties("native"));
                foreach (var asset in runtimes.Select(asset => $"{folder}/{LayerPaths.Name(asset.Name)}".TrimStart('/')))
                {
                    if (contents.Find(asset) is not null)
                    {
                        owners.TryAdd(asset, purl);
                    }
                }
            }
        }
    }

    private static void ReadLock(byte[] bytes, string file, SortedDictionary<string, BillPackage> packages)
    {
        using var document = JsonFile.Parse(bytes, file);
        foreach (var framework in document.RootElement.Properties("dependencies"))
        {
            var resolved = framework
                .Value.EnumerateObjectOrNone()
                .Where(package => package.Value.Text("type") != "Project" && package.Value.Text("resolved") is { Length: > 0 })
                .DistinctBy(package => package.Name, StringComparer.OrdinalIgnoreCase)
                .ToDictionary(package => package.Name, package => package.Value, StringComparer.OrdinalIgnoreCase);
            foreach (var (name, package) in resolved)
            {
                var needs = package
                    .Properties("dependencies")
                    .Where(need => resolved.ContainsKey(need.Name))
                    .Select(need =>
                        PackageUrl.NuGet(resolved.Keys.First(key => Same(key, need.Name)), resolved[need.Name].Text("resolved")!)
                    );
                Add(packages, name, package.Text("resolved")!, Integrity.Sha512(package.Text("contentHash")), needs);
            }
        }
    }

    private static void Add(
        SortedDictionary<string, BillPackage> packages,
        string name,
        string version,
        string? hash,
        IEnumerable<string> needs
    )
    {
        var purl = PackageUrl.NuGet(name, version);
        var present = packages.GetValueOrDefault(purl);
        packages[purl] = new BillPackage
        {
            Kind = PackageKind.NuGet,
            Name = name,
            Version = version,
            Purl = purl,
            Sha512 = present?.Sha512 ?? hash,
            DependsOn = [.. (present?.DependsOn ?? []).Concat(needs).Distinct().Order(StringComparer.Ordinal)],
        };
    }

    // The runtime of a self-contained program is the package of the same name without the prefix.
    private static (string Name, string Version)? Split(string library) =>
        library.Split('/') is [{ Length: > 0 } name, { Length: > 0 } version]
            ? (name.StartsWith(RuntimePack, StringComparison.Ordinal) ? name[RuntimePack.Length..] : name, version)
            : null;

    private static bool Same(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<JsonProperty> EnumerateObjectOrNone(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Object ? element.EnumerateObject() : Enumerable.Empty<JsonProperty>();

    private static string? GetStringOrNull(this JsonElement element) =>
        element.ValueKind == JsonValueKind.String ? element.GetString() : null;
}
