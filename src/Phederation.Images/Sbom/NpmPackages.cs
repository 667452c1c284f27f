using System.Text.Json;
using Phederation.Images.Contents;

namespace Phederation.Images.Sbom;

/// <summary>
/// The npm packages of an image: those whose folders are in a <c>node_modules</c>, with what a lock file beside it says of them; and those
/// that only a lock file names, as with programs that were bundled into one file.
/// </summary>
internal static class NpmPackages
{
    private const string Modules = "node_modules/";

    /// <summary>Whether a file is read here, so that its bytes must be kept.</summary>
    public static bool Keeps(string path) =>
        LayerPaths.Name(path) is "package-lock.json" or ".package-lock.json" || ModuleOf(path) is not null;

    /// <summary>Reads them.</summary>
    public static PackageSet Read(ImageContents contents, string image)
    {
        // By folder: of one package there may be several versions, each with its own folder.
        var found = new SortedDictionary<string, NpmModule>(StringComparer.Ordinal);
        foreach (var file in contents.Entries.Where(entry => entry.Bytes is not null))
        {
            if (LayerPaths.Name(file.Path) is "package-lock.json" or ".package-lock.json")
            {
                ReadLock(file.Bytes!, $"{image}:/{file.Path}", LockRoot(file.Path), found);
            }
        }

        foreach (var file in contents.Entries.Where(entry => entry.Bytes is not null && ModuleOf(entry.Path) is not null))
        {
            ReadModule(file.Bytes!, $"{image}:/{file.Path}", LayerPaths.Parent(file.Path), found);
        }

        var packages = new SortedDictionary<string, BillPackage>(StringComparer.Ordinal);
        foreach (var (folder, module) in found)
        {
            var present = packages.GetValueOrDefault(module.Purl);
            packages[module.Purl] = new BillPackage
            {
                Kind = PackageKind.Npm,
                Name = module.Name,
                Version = module.Version,
                Purl = module.Purl,
                Licence = present?.Licence ?? module.Licence,
                Sha512 = present?.Sha512 ?? module.Sha512,
                DependsOn =
                [
                    .. module
                        .Needs.Select(need => Resolve(found, folder, need))
                        .OfType<string>()
                        .Where(purl => purl != module.Purl)
                        .Concat(present?.DependsOn ?? [])
                        .Distinct()
                        .Order(StringComparer.Ordinal),
                ],
            };
        }

        return new PackageSet([.. packages.Values], Owners(contents, found));
    }

    private static void ReadLock(byte[] bytes, string file, string root, SortedDictionary<string, NpmModule> found)
    {
        using var document = JsonFile.Parse(bytes, file);
        foreach (
            var entry in document.RootElement.Properties("packages").Where(entry => entry.Name.Contains(Modules, StringComparison.Ordinal))
        )
        {
            var isLeftOut =
                entry.Value.ValueKind != JsonValueKind.Object
                || entry.Value.TryGetProperty("dev", out _)
                || entry.Value.TryGetProperty("link", out _);
            if (!isLeftOut && NpmModule.Of(entry.Value, NameIn(entry.Name)) is { } module)
            {
                found[$"{root}/{entry.Name}".TrimStart('/')] = module;
            }
        }
    }

    // What lies in the image counts over what a lock file says; the hash is only in the lock file.
    private static void ReadModule(byte[] bytes, string file, string folder, SortedDictionary<string, NpmModule> found)
    {
        using var document = JsonFile.Parse(bytes, file);
        if (NpmModule.Of(document.RootElement, NameIn(folder)) is { } module)
        {
            var locked = found.GetValueOrDefault(folder);
            found[folder] = locked?.Purl == module.Purl ? module with { Sha512 = locked.Sha512 } : module;
        }
    }

    // As node looks for a module: beside the folders above, from the nearest on.
    private static string? Resolve(SortedDictionary<string, NpmModule> found, string folder, string need)
    {
        for (var place = folder; ; place = LayerPaths.Parent(place))
        {
            if (found.TryGetValue($"{place}/{Modules}{need}".TrimStart('/'), out var module))
            {
                return module.Purl;
            }

            if (place.Length == 0)
            {
                return null;
            }
        }
    }

    private static Dictionary<string, string> Owners(ImageContents contents, SortedDictionary<string, NpmModule> found)
    {
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in contents.Entries.Where(entry => entry.Path.Contains(Modules, StringComparison.Ordinal)))
        {
            for (var folder = LayerPaths.Parent(file.Path); folder.Length > 0; folder = LayerPaths.Parent(folder))
            {
                if (found.TryGetValue(folder, out var module))
                {
                    owners[file.Path] = module.Purl;
                    break;
                }
            }
        }

        return owners;
    }

    private static string LockRoot(string path) =>
        LayerPaths.Name(path) == ".package-lock.json" ? LayerPaths.Parent(LayerPaths.Parent(path)) : LayerPaths.Parent(path);

    private static string NameIn(string folder) => folder[(folder.LastIndexOf(Modules, StringComparison.Ordinal) + Modules.Length)..];

    // node_modules/NAME/package.json or node_modules/@SCOPE/NAME/package.json: those deeper in a package are no packages.
    private static string? ModuleOf(string path)
    {
        var start = path.LastIndexOf(Modules, StringComparison.Ordinal);
        if (start < 0 || !path.EndsWith("/package.json", StringComparison.Ordinal) || (start > 0 && path[start - 1] != '/'))
        {
            return null;
        }

        var name = path[(start + Modules.Length)..^"/package.json".Length];
        return name.Count(letter => letter == '/') == (name.StartsWith('@') ? 1 : 0) ? name : null;
    }
}
