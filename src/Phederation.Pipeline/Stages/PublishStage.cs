using Phederation.Images.Catalogue;
using Phederation.Pipeline.Incremental;
using Phederation.Pipeline.Releases;
using Phederation.Pipeline.Verdicts;
using Phederation.Seccomp.Profiles;
using Phederation.Seccomp.Review;
using Phederation.Site;
using Phederation.Trust.ContentTrust;
using Phederation.Trust.Keys;
using Phederation.Trust.Releases;

namespace Phederation.Pipeline.Stages;

/// <summary>
/// Makes the release folder. It judges every verdict itself on what is there now, whatever targets ran before, and writes nothing
/// when one doesn't hold.
/// </summary>
public sealed class PublishStage(PipelineOptions options, PipelineTools tools)
{
    /// <summary>Makes the release, or finds that nothing changed since the last one.</summary>
    /// <exception cref="PipelineException">A gate doesn't hold, or the policy forbids this release.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var keys = TrustRoot.Open(options);
        SayPolicy(keys);
        var source = await SourceState.ReadAsync(options.Root, tools.Processes, cancellationToken);
        RefuseDirty(source);
        var images = await SignStage.JudgeAsync(options, tools, keys, cancellationToken);
        if (images.Count == 0)
        {
            throw new PipelineException(ExitCode.Usage, "no image to release is chosen; --images names those of the catalogue");
        }

        var launchers = await new LauncherPublisher(options, tools.Processes, tools.Report).PublishAsync(
            [keys.RootKeyId],
            cancellationToken
        );
        await using var session = await RegistrySession.OpenAsync(options, tools, cancellationToken);
        using var publisher = new ImagePublisher(tools, keys, session);
        var signed = new List<(JudgedImage Image, SignedImage Signature)>();
        foreach (var image in images)
        {
            signed.Add((image, await publisher.PublishAsync(image, cancellationToken)));
        }

        var manifest = ManifestOf(source, ImageSelection.Load(options).Stack, signed);
        var record = new ReleaseRecord(options, manifest, launchers);
        if (await record.IsCurrentAsync(cancellationToken))
        {
            await VerifyStage.VerifyAsync(options.Release, keys.RootKeyId, options, tools, cancellationToken);
            tools.Report.Line($"release {options.Version}: unchanged, verified: {options.Release}");
            return;
        }

        await AtomicOutput.ReplaceFolderAsync(
            options.Release,
            async folder =>
            {
                await new ReleaseAssembler(session).FillAsync(folder, signed, launchers, cancellationToken);
                await new ReleaseDocuments(options, tools).FillAsync(folder, images, cancellationToken);
                await new ReleaseSigner(keys, tools.Time).SignAsync(
                    folder,
                    manifest,
                    new ReleaseVerifierOptions { RequiresGatesOfPolicy = true },
                    cancellationToken
                );
            }
        );
        await record.SaveAsync(cancellationToken);
        tools.Report.Line($"release {options.Version}: {options.Release}");
        SayPolicy(keys);
        SayReview(manifest);
    }

    private void RefuseDirty(SourceState source)
    {
        if (options is { Policy: ReleasePolicy.Production, AllowDirty: true })
        {
            throw new PipelineException(ExitCode.Usage, "--allow-dirty is for --policy local; the production policy releases commits only");
        }

        if (source.IsDirty && !options.AllowDirty)
        {
            throw new PipelineException(
                ExitCode.Refused,
                $"the working tree differs from its commit ({string.Join(", ", source.Changes)}): nobody could tell what the release was made of; "
                    + (options.Policy == ReleasePolicy.Local ? "commit first, or say --allow-dirty" : "commit first")
            );
        }
    }

    private void SayPolicy(TrustKeys keys)
    {
        if (options.Policy == ReleasePolicy.Local)
        {
            tools.Report.Warning(
                $"policy LOCAL: signed with keys made on this machine ({keys.Folder}); it proves integrity, not who made it: not for patients' data"
            );
        }
    }

    private static IReadOnlyList<string> Unreviewed(ImageFiles files) =>
        ReviewCheck.Undecided(SeccompProfile.ParseUtf8(File.ReadAllBytes(files.Profile), files.Profile), ReviewFile.Load(files.Review));

    private void SayReview(ReleaseManifest manifest)
    {
        foreach (var image in manifest.Images.Where(image => image.Unreviewed.Count > 0))
        {
            tools.Report.Warning(
                $"UNREVIEWED: the profile of {image.Name} allows {image.Unreviewed.Count} syscalls that nobody reviewed: {string.Join(", ", image.Unreviewed.Take(8))}{(image.Unreviewed.Count > 8 ? ", …" : "")}"
            );
        }
    }

    private ReleaseManifest ManifestOf(
        SourceState source,
        StackDefinition stack,
        IReadOnlyList<(JudgedImage Image, SignedImage Signature)> images
    ) =>
        new()
        {
            Version = options.Version,
            Created = new DateTimeOffset(
                tools.Time.GetUtcNow().UtcDateTime.Ticks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond,
                TimeSpan.Zero
            ),
            Policy = ReleaseGate.PolicyWord(options.Policy),
            Source = new ReleaseSource { Commit = source.Commit, Dirty = source.IsDirty },
            ToolVersion = ToolVersion.Current,
            Images =
            [
                .. images.Select(entry => new ReleaseImage
                {
                    Name = entry.Image.Subject.ImageName,
                    Role = entry.Image.Files.Definition.Role == ImageRole.Job ? ReleaseImage.JobRole : ReleaseImage.ServiceRole,
                    Repository = entry.Image.Files.Definition.Repository,
                    Gun = entry.Signature.Gun,
                    Tag = entry.Signature.Tag,
                    ManifestDigest = entry.Signature.Manifest.ToString(),
                    ManifestLength = entry.Signature.Length,
                    ConfigDigest = entry.Image.Subject.ImageId,
                    Runtime = entry.Image.Files.Definition.Runtime!,
                    Profile = ReleaseLayout.Profile(entry.Image.Subject.ImageName),
                    Unreviewed = Unreviewed(entry.Image.Files),
                    Evidence = ReleaseLayout.Evidence(entry.Image.Subject.ImageName),
                    Layout = ReleaseLayout.Image(entry.Image.Subject.ImageName),
                }),
            ],
            Editions = stack.Editions,
            Services =
            [
                .. stack
                    .Parts.Where(part => images.Any(entry => entry.Image.Subject.ImageName == part.Image))
                    .Select(part => new ReleaseService
                    {
                        Name = part.Name,
                        Image = part.Image,
                        Editions = part.Editions,
                        Environment = part.Environment,
                    }),
            ],
            Verdicts = [.. images.SelectMany(entry => entry.Image.Verdicts).Select(envelope => ReleaseVerdict.FromBytes(envelope))],
        };
}
