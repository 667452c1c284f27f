using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text;
using Phederation.Processes;

namespace Phederation.Images.Packages;

/// <summary>
/// Opens Debian packages without installing them: the archives inside are read, no maintainer script runs, nothing is written
/// outside of the work folder.
/// </summary>
internal sealed class PackageOpener
{
    private const int ControlLimit = 16 * 1024 * 1024;
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(5);
    private readonly IProcessRunner _processes;
    private readonly string _workFolder;

    /// <summary>Makes the opener.</summary>
    /// <param name="processes">Runs dpkg-deb.</param>
    /// <param name="workFolder">Where the uncompressed archives go; the caller removes it.</param>
    public PackageOpener(IProcessRunner processes, string workFolder)
    {
        _processes = processes;
        _workFolder = workFolder;
    }

    /// <summary>Checks a package's bytes once more and opens it.</summary>
    /// <exception cref="ImageException">The file is not the locked one, or is malformed.</exception>
    public async Task<UnpackedPackage> OpenAsync(LockedPackage package, string file, CancellationToken cancellationToken)
    {
        await using (var bytes = File.OpenRead(file))
        {
            if (Convert.ToHexStringLower(await SHA256.HashDataAsync(bytes, cancellationToken)) != package.Sha256)
            {
                throw new ImageException(
                    ImageFault.HashMismatch,
                    $"{file}: the cached {package.Name} was changed; delete this file and run again"
                );
            }
        }

        using var control = new MemoryStream();
        await ExtractAsync("--ctrl-tarfile", file, control, cancellationToken);
        var archive = Path.Combine(_workFolder, package.Name + ".tar");
        await using (var output = File.Create(archive))
        {
            await ExtractAsync("--fsys-tarfile", file, output, cancellationToken);
        }

        control.Position = 0;
        var members = ReadTexts(control, file);
        return new UnpackedPackage(
            package,
            ControlParagraph.ReadAll(members.GetValueOrDefault("control", "")) is [var paragraph, ..]
                ? paragraph
                : throw Malformed(file, "it has no control data"),
            members.GetValueOrDefault("md5sums", ""),
            archive
        );
    }

    private async Task ExtractAsync(string option, string file, Stream output, CancellationToken cancellationToken)
    {
        var request = new ProcessRequest
        {
            Program = "dpkg-deb",
            Arguments = [option, file],
            OutputTo = output,
            TimeLimit = TimeLimit,
        };
        var result = await _processes.RunAsync(request, cancellationToken);
        if (result.ExitCode != 0)
        {
            throw Malformed(file, AptRoot.Lines(result.Error));
        }
    }

    private static Dictionary<string, string> ReadTexts(Stream archive, string file)
    {
        if (archive.Length > ControlLimit)
        {
            throw Malformed(file, "its control data is too large");
        }

        var texts = new Dictionary<string, string>();
        using var reader = new TarReader(archive);
        while (reader.GetNextEntry() is { } entry)
        {
            var name = entry.Name.TrimStart('.', '/');
            if (name is "control" or "md5sums" && entry.DataStream is { } data)
            {
                using var text = new StreamReader(data, Encoding.UTF8);
                texts[name] = text.ReadToEnd();
            }
        }

        return texts;
    }

    private static ImageException Malformed(string file, string why) =>
        new(ImageFault.MalformedPackage, $"{file} is no well-formed package: {why}");
}
