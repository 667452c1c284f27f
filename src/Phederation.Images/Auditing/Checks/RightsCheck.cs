using Phederation.Images.Auditing.Reading;
using static Phederation.Images.Auditing.AuditChecks;

namespace Phederation.Images.Auditing.Checks;

/// <summary>Rights that raise rights: set-id bits, capabilities and devices in any layer, and what everybody may write.</summary>
internal sealed class RightsCheck : IImageCheck
{
    private const int SetUserBit = 0b100_000_000_000;
    private const int SetGroupBit = 0b010_000_000_000;
    private const int StickyBit = 0b001_000_000_000;
    private const int OthersWrite = 0b000_000_010;
    private static readonly string[] Shared = ["tmp", "var/tmp", "dev/shm", "run/lock", "var/lock", "run/shm", "var/crash"];

    public IEnumerable<AuditFinding> Run(AuditedImage image, AuditPolicy policy) =>
        image.AllFiles.SelectMany(file => InAnyLayer(image, file)).Concat(image.Tree.Files.SelectMany(Writable));

    private static IEnumerable<AuditFinding> InAnyLayer(AuditedImage image, AuditedFile file)
    {
        var gone = image.Tree.IsVisible(file) ? "" : "; a later layer hides it, but who unpacks this one has it";
        if (file.Kind == AuditedKind.File && (file.Mode & SetUserBit) != 0)
        {
            yield return SetUserId.At(
                file.Path,
                $"runs with the rights of user {file.UserId}, whoever starts it{gone}",
                "remove it, or its setuid bit in the step that adds it",
                file.Layer.Index
            );
        }

        if ((file.Mode & SetGroupBit) != 0 && file.Kind is AuditedKind.File or AuditedKind.Directory)
        {
            var isFolder = file.Kind == AuditedKind.Directory;
            yield return SetGroupId.At(
                file.Path,
                isFolder ? $"new files in it belong to group {file.GroupId}" : $"runs with the rights of group {file.GroupId}{gone}",
                "remove its setgid bit in the step that adds it",
                file.Layer.Index,
                isFolder ? AuditSeverity.Low : null
            );
        }

        if (file.HasCapabilities)
        {
            yield return Capability.At(
                file.Path,
                $"carries capabilities of the kernel (security.capability){gone}",
                "remove them with setcap -r in the step that adds it, and grant at run time what is needed",
                file.Layer.Index
            );
        }

        if (file.Kind == AuditedKind.Device)
        {
            yield return Device.At(file.Path, $"is a device node{gone}", "leave it out; an engine makes the devices", file.Layer.Index);
        }

        if (file.Kind == AuditedKind.Pipe)
        {
            yield return Pipe.At(file.Path, $"is a named pipe{gone}", "make it at run time on a tmpfs", file.Layer.Index);
        }
    }

    private static IEnumerable<AuditFinding> Writable(AuditedFile file)
    {
        if ((file.Mode & OthersWrite) == 0)
        {
            yield break;
        }

        if (file.Kind == AuditedKind.File)
        {
            yield return WritableFile.At(
                file.Path,
                $"everybody may write it (mode {Octal(file)})",
                "take the right from others",
                file.Layer.Index
            );
        }
        else if (file.Kind == AuditedKind.Directory && (file.Mode & StickyBit) == 0)
        {
            yield return WritableFolder.At(
                file.Path,
                $"everybody may remove and replace what is in it (mode {Octal(file)})",
                "take the right from others, or set the sticky bit where all must write",
                file.Layer.Index
            );
        }
        else if (file.Kind == AuditedKind.Directory && !Shared.Contains(file.Path))
        {
            yield return WritableFolder.At(
                file.Path,
                $"everybody may write into it, with the sticky bit (mode {Octal(file)})",
                "give it to the account that needs it",
                file.Layer.Index,
                AuditSeverity.Low
            );
        }
    }

    private static string Octal(AuditedFile file) => Convert.ToString(file.Mode, 8).PadLeft(4, '0');
}
