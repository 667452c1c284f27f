using System.Formats.Tar;
using Phederation.Containers.Engine;
using Phederation.Containers.Hardening;

namespace Phederation.Site.Lifecycle;

/// <summary>Brings a folder's files into the one volume that a job only reads. It works with an engine on another machine too.</summary>
internal static class JobInput
{
    private const int MostFiles = 1000;
    private const long MostBytes = 16L << 30;

    /// <summary>The volume of a job's contract that takes its input.</summary>
    /// <exception cref="SiteException">The job reads no files, or there is no such folder.</exception>
    public static VolumeMount VolumeOf(string job, RuntimeContract contract, string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new SiteException(ExitCode.Missing, $"There is no folder {folder}.", "Name the folder with the job's files: --input DIR");
        }

        return contract.Volumes is [var volume]
            ? volume
            : throw new SiteException(ExitCode.Usage, $"The job {job} reads no files.", "Leave --input out.");
    }

    /// <summary>Copies the plain files right in the folder into a container that was not started yet.</summary>
    /// <exception cref="SiteException">There are none, or too many.</exception>
    public static async Task CopyAsync(
        EngineClient engine,
        string container,
        VolumeMount volume,
        string folder,
        (int Uid, int Gid) owner,
        CancellationToken cancellationToken
    )
    {
        var files = new DirectoryInfo(folder)
            .EnumerateFiles()
            .Where(file => file.LinkTarget is null && !file.Name.StartsWith('.'))
            .OrderBy(file => file.Name, StringComparer.Ordinal)
            .ToList();
        if (files.Count is 0 or > MostFiles || files.Sum(file => file.Length) > MostBytes)
        {
            throw new SiteException(
                ExitCode.BadInput,
                $"{folder} holds {files.Count} plain files, {files.Sum(file => file.Length) >> 20} MiB in all.",
                $"Put 1 to {MostFiles} files of at most {MostBytes >> 30} GiB there; links and folders are passed over."
            );
        }

        await engine.Containers.PutArchiveAsync(
            container,
            volume.Path,
            (target, token) => WriteAsync(target, files, owner, token),
            cancellationToken
        );
    }

    private static async Task WriteAsync(
        Stream target,
        IReadOnlyList<FileInfo> files,
        (int Uid, int Gid) owner,
        CancellationToken cancellationToken
    )
    {
        await using var writer = new TarWriter(target, TarEntryFormat.Gnu, leaveOpen: true);
        foreach (var file in files)
        {
            await using var data = file.OpenRead();
            var entry = new GnuTarEntry(TarEntryType.RegularFile, file.Name)
            {
                Uid = owner.Uid,
                Gid = owner.Gid,
                Mode = UnixFileMode.UserRead,
                ModificationTime = DateTimeOffset.UnixEpoch,
                DataStream = data,
            };
            await writer.WriteEntryAsync(entry, cancellationToken);
        }
    }
}
