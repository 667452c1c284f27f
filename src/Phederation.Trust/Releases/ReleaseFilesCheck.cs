namespace Phederation.Trust.Releases;

/// <summary>Compares the files of a release with those that it lists: each is there, none is more, every byte is the listed one.</summary>
internal static class ReleaseFilesCheck
{
    private const int MaximumFiles = 100_000;
    private const string Mend = "copy the release again from where it was published, into an empty folder";

    /// <summary>Checks them all.</summary>
    /// <returns>The listed files by their path.</returns>
    public static async Task<IReadOnlyDictionary<string, ReleaseFile>> RunAsync(
        string folder,
        ReleaseManifest manifest,
        Findings findings,
        CancellationToken cancellationToken
    )
    {
        var listed = CheckList(manifest, findings);
        var (present, refusals) = ReleaseTree.List(folder);
        foreach (var refusal in refusals)
        {
            findings.Refuse(refusal);
        }

        foreach (var path in present.Where(path => !listed.ContainsKey(path) && !ReleaseLayout.IsOwn(path)))
        {
            findings.Refuse(RefusalCode.Unlisted, "the file is in the folder, but not in the release", path, "remove it, or " + Mend);
        }

        foreach (var path in listed.Keys.Except(present).Order(StringComparer.Ordinal))
        {
            findings.Refuse(RefusalCode.Missing, "the file is not there", path, Mend);
        }

        // A path whose folder is a link is not among those that were found, so no link is read through.
        foreach (var path in present.Where(listed.ContainsKey))
        {
            await CheckFileAsync(new FileInfo(ReleaseLayout.OnDisk(folder, path)), listed[path], findings, cancellationToken);
        }

        if (findings.AreGood)
        {
            findings.Holds(
                $"{listed.Count} files, {listed.Values.Sum(file => file.Length)} bytes, are the listed ones, and no other file is there"
            );
        }

        return listed;
    }

    private static Dictionary<string, ReleaseFile> CheckList(ReleaseManifest manifest, Findings findings)
    {
        if (manifest.Files.Count > MaximumFiles)
        {
            throw new RefusedException(RefusalCode.Malformed, $"it lists more than {MaximumFiles} files", ReleaseManifest.FileName, Mend);
        }

        var listed = new Dictionary<string, ReleaseFile>();
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var file in manifest.Files)
        {
            if (ReleasePath.Fault(file.Path) is { } fault)
            {
                findings.Refuse(RefusalCode.UnsafePath, $"it lists the path '{file.Path}': {fault}", ReleaseManifest.FileName, Mend);
            }
            else if (!seen.Add(file.Path) || ReleaseLayout.IsOwn(file.Path))
            {
                findings.Refuse(
                    RefusalCode.UnsafePath,
                    $"it lists '{file.Path}' twice (in some spelling), or a file that signs it",
                    ReleaseManifest.FileName,
                    Mend
                );
            }
            else
            {
                listed.Add(file.Path, file);
            }
        }

        return listed;
    }

    private static async Task CheckFileAsync(FileInfo file, ReleaseFile listed, Findings findings, CancellationToken cancellationToken)
    {
        if (file.Length != listed.Length)
        {
            findings.Refuse(RefusalCode.Altered, $"it has {file.Length} bytes instead of {listed.Length}", listed.Path, Mend);
            return;
        }

        try
        {
            if (await FileHash.Sha256Async(file, cancellationToken) != listed.Sha256)
            {
                findings.Refuse(RefusalCode.Altered, "its bytes are not the listed ones", listed.Path, Mend);
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            findings.Refuse(
                RefusalCode.Unreadable,
                $"it can't be read: {fault.Message}",
                listed.Path,
                "see to its rights and the disk, then try again"
            );
        }
    }
}
