using Phederation.Images.Building;
using Phederation.Images.Catalogue;
using Phederation.Images.Generating;
using Phederation.Images.Packages;

namespace Phederation.Images.FileSystem;

/// <summary>Makes the tree of what an image adds to its base: the files of its packages and what the build writes beside them.</summary>
internal sealed class TreeAssembler
{
    private readonly PackageStore _store;
    private readonly PackageOpener _opener;
    private readonly PackageLock _lock;

    /// <summary>Makes the assembler.</summary>
    public TreeAssembler(PackageStore store, PackageOpener opener, PackageLock packageLock)
    {
        _store = store;
        _opener = opener;
        _lock = packageLock;
    }

    /// <summary>Fetches and opens the packages of the image and of its bases, and makes the image's own tree.</summary>
    /// <exception cref="ImageException">A package can't be had, or what is kept does not fit together.</exception>
    public async Task<AssembledTrees> AssembleAsync(
        ImageWork work,
        IReadOnlyList<FileGenerator> generators,
        IProgress<string>? progress,
        CancellationToken cancellationToken
    )
    {
        var chain = work.Bases.Append(work.Definition).ToList();
        var packages = chain.ToDictionary(image => image.Name, image => _lock.Of(image, [.. chain.TakeWhile(other => other != image)]));
        await _store.EnsureAsync(packages.Values.SelectMany(list => list), progress, cancellationToken);
        progress?.Report($"reading {packages.Values.Sum(list => list.Count)} packages");
        var opened = await OpenAsync([.. packages.Values.SelectMany(list => list)], cancellationToken);
        var trees = new List<ImageTree>();
        for (var level = 0; level < chain.Count; level++)
        {
            var files = packages[chain[level].Name].Select(package => opened[package.Name]);
            trees.Add(Assemble(chain[..(level + 1)], files, trees));
        }

        var own = new AssembledTrees(
            trees[^1],
            await GenerateAsync(generators, progress, cancellationToken),
            work.RootFiles.Count == 0 ? null : RootFiles(work)
        );
        var below = trees[..^1];
        var check = new LibraryCheck([.. below, .. own.All]);
        foreach (var tree in own.All)
        {
            check.EnsureComplete(tree, work.Definition.DefinitionPath);

            // Folders of packages have modes that count; those of other files are only on the way to them.
            tree.LeaveOutFoldersOf(below, whateverTheirMode: tree != own.Packages);
            below.Add(tree);
        }

        return own;
    }

    private ImageTree Assemble(List<ImageDefinition> chain, IEnumerable<UnpackedPackage> packages, List<ImageTree> below)
    {
        var definition = chain[^1];
        var tree = new ImageTree(_lock.SourceEpoch);
        var files = new PackageFiles(chain.SelectMany(image => image.ExcludedPaths));
        foreach (var package in packages)
        {
            files.AddTo(tree, package);
        }

        if (definition.Base is null)
        {
            SystemFiles.AddBase(tree);
        }

        SystemFiles.AddCertificates(tree);
        SystemFiles.AddAccounts(tree, chain.Select(image => image.User));
        SystemFiles.AddFolders(tree, definition);
        SystemFiles.AddLinks(tree, definition, below);
        tree.PutFile("etc/ld.so.cache", LoaderCache.Write(new LibraryCheck([.. below, tree]).Libraries()), "the build");
        return tree;
    }

    private ImageTree RootFiles(ImageWork work)
    {
        const int plain = 0b110_100_100;
        const int executable = 0b111_101_101;
        var tree = new ImageTree(_lock.SourceEpoch);
        foreach (var (path, file) in work.RootFiles)
        {
            tree.PutFile(path, file.Bytes, $"rootfs of {work.Definition.Name}", file.IsExecutable ? executable : plain);
        }

        return tree;
    }

    private async Task<ImageTree?> GenerateAsync(
        IReadOnlyList<FileGenerator> generators,
        IProgress<string>? progress,
        CancellationToken cancellationToken
    )
    {
        if (generators.Count == 0)
        {
            return null;
        }

        var tree = new ImageTree(_lock.SourceEpoch);
        foreach (var generator in generators)
        {
            await generator.AddFilesAsync(tree, progress, cancellationToken);
        }

        return tree;
    }

    private async Task<Dictionary<string, UnpackedPackage>> OpenAsync(List<LockedPackage> packages, CancellationToken cancellationToken)
    {
        var opened = new UnpackedPackage[packages.Count];
        var options = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount };
        await Parallel.ForEachAsync(
            Enumerable.Range(0, packages.Count),
            options,
            async (index, cancellation) =>
                opened[index] = await _opener.OpenAsync(packages[index], _store.PathOf(packages[index]), cancellation)
        );
        return opened.ToDictionary(package => package.Package.Name);
    }
}
