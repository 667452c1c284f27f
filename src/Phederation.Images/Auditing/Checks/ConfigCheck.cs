using System.Globalization;
using System.Text.RegularExpressions;
using Phederation.Images.Auditing.Reading;
using static Phederation.Images.Auditing.AuditChecks;

namespace Phederation.Images.Auditing.Checks;

/// <summary>What the configuration and the history say, and how large the image is.</summary>
internal sealed partial class ConfigCheck : IImageCheck
{
    public IEnumerable<AuditFinding> Run(AuditedImage image, AuditPolicy policy) =>
        Runtime(image, policy).Concat(History(image)).Concat(Sizes(image, policy));

    private static IEnumerable<AuditFinding> Runtime(AuditedImage image, AuditPolicy policy)
    {
        if (policy.WantsHealthCheck && image.Runtime.Healthcheck?.Test is not [not "NONE", ..])
        {
            yield return NoHealthCheck.At(
                "@config/healthcheck",
                "a container that hangs counts as running",
                "add a HEALTHCHECK that asks the service"
            );
        }

        foreach (var port in image.Runtime.ExposedPorts?.Keys ?? [])
        {
            if (int.TryParse(port.Split('/')[0], NumberStyles.None, null, out var number) && number is > 0 and < 1024)
            {
                yield return PrivilegedPort.At(
                    $"@config/port/{port}",
                    $"port {number} can be opened with a capability only",
                    "listen on a port from 1024"
                );
            }
        }

        foreach (var volume in image.Runtime.Volumes?.Keys ?? [])
        {
            yield return DeclaredVolume.At(
                $"@config/volume{volume}",
                "each container gets a volume of its own there that nobody named, and that stays when it goes",
                "remove VOLUME and mount a named volume at run time"
            );
        }

        foreach (var tag in image.Tags.Where(tag => tag.EndsWith(":latest", StringComparison.Ordinal)))
        {
            yield return Latest.At(
                $"@tag/{tag}",
                "the tag says nothing of what it names, and will name something else",
                "tag the image with its version"
            );
        }
    }

    private static IEnumerable<AuditFinding> History(AuditedImage image)
    {
        foreach (var (index, step) in (image.Config.History ?? []).Index())
        {
            var command = step?.CreatedBy ?? "";
            if (Update().IsMatch(command) && !Install().IsMatch(command))
            {
                yield return UpdateAlone.At(
                    $"@history/{index}",
                    "a cached step never updates the lists again",
                    "update and install in one step"
                );
            }

            if (Add().IsMatch(command))
            {
                yield return AddInstruction.At(
                    $"@history/{index}",
                    "ADD fetches and unpacks what COPY would only copy",
                    "use COPY, unless an archive is to be unpacked"
                );
            }
        }
    }

    private static IEnumerable<AuditFinding> Sizes(AuditedImage image, AuditPolicy policy)
    {
        var size = image.Layers.Sum(layer => layer.FileBytes);
        if (policy.SizeBudgetBytes is { } budget && size > budget)
        {
            yield return Size.At("@image", $"has {size / 1e6:F1} MB, its budget is {budget / 1e6:F1} MB", "exclude what it does not need");
        }

        if (image.Layers.Count > policy.MaxLayers)
        {
            yield return LayerCount.At(
                "@image",
                $"has {image.Layers.Count} layers, more than {policy.MaxLayers}",
                "join steps, or copy the result of a build stage"
            );
        }
    }

    [GeneratedRegex(
        @"\b(apt(-get)?\s+(-\S+\s+)*update|apk\s+(-\S+\s+)*update|(yum|dnf|microdnf)\s+(-\S+\s+)*(makecache|check-update))\b",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Update();

    [GeneratedRegex(@"\b(install|add|upgrade|dist-upgrade|full-upgrade)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Install();

    [GeneratedRegex(@"^(/bin/sh -c #\(nop\)\s+)?ADD\s", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Add();
}
