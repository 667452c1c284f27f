using Phederation.Images.Building;
using Phederation.Processes;

namespace Phederation.Images.Packages;

/// <summary>
/// Unpacks locked packages whose tools make generated files: into a folder of the cache that is named by what is in it, never into the
/// machine that builds. No maintainer script runs.
/// </summary>
internal sealed class ToolPackages(string folder, PackageStore store, IProcessRunner processes)
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(5);

    /// <summary>The root folder of the unpacked packages (<c>usr/bin/…</c> below it).</summary>
    /// <exception cref="ImageException">A package can't be had, or is not the locked one.</exception>
    public async Task<string> EnsureAsync(
        IReadOnlyList<LockedPackage> packages,
        IProgress<string>? progress,
        CancellationToken cancellationToken
    )
    {
        var hash = new InputsHash();
        foreach (var package in packages)
        {
            hash.Add(package.Name, package.Sha256);
        }

        var root = Path.Combine(folder, hash.ToString()[..16]);
        if (Directory.Exists(root))
        {
            return root;
        }

        await store.EnsureAsync(packages, progress, cancellationToken);
        progress?.Report($"unpacking {string.Join(", ", packages.Select(package => package.Name))}");
        var partial = root + ".partial";
        if (Directory.Exists(partial))
        {
            Directory.Delete(partial, recursive: true);
        }

        Directory.CreateDirectory(partial);
        foreach (var package in packages)
        {
            await store.CheckAsync(package, cancellationToken);
            var request = new ProcessRequest
            {
                Program = "dpkg-deb",
                Arguments = ["--extract", store.PathOf(package), partial],
                TimeLimit = TimeLimit,
            };
            (await processes.RunAsync(request, cancellationToken)).EnsureSuccess(request);
        }

        RelativeLinks.Make(partial);
        Directory.Move(partial, root);
        return root;
    }

    /// <summary>The control data of a package whose file is there.</summary>
    /// <exception cref="ImageException">It is not the locked one.</exception>
    public async Task<string> ControlOfAsync(LockedPackage package, CancellationToken cancellationToken)
    {
        await store.CheckAsync(package, cancellationToken);
        var request = new ProcessRequest
        {
            Program = "dpkg-deb",
            Arguments = ["--field", store.PathOf(package)],
            TimeLimit = TimeLimit,
        };
        return (await processes.RunAsync(request, cancellationToken)).EnsureSuccess(request).Output;
    }
}
