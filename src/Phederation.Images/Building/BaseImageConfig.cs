using System.Globalization;
using Phederation.Containers.Oci;

namespace Phederation.Images.Building;

/// <summary>The configuration of an image that is written without a Dockerfile; its digest is the image's ID.</summary>
internal static class BaseImageConfig
{
    /// <summary>The configuration's bytes.</summary>
    public static WrittenImage Write(ImageWork work, LayerFile layer)
    {
        var time = ImageLabels.Time(work.Lock.SourceEpoch);
        var user = work.Definition.User;
        var config = OciDocument.Write(
            new ImageConfig
            {
                Created = time,
                Architecture = work.Lock.Distribution.Architecture,
                Os = "linux",
                Config = new ImageRuntimeConfig
                {
                    User = string.Create(CultureInfo.InvariantCulture, $"{user.UserId}:{user.GroupId}"),
                    Env = [.. work.Definition.Environment.Select(variable => $"{variable.Key}={variable.Value}")],
                    WorkingDir = "/",
                    Labels = work.Labels,
                },
                RootFs = new RootFs { Type = "layers", DiffIds = [layer.DiffId] },
                History = [new HistoryEntry { Created = time, CreatedBy = "Debian packages of the lock file, unpacked" }],
            }
        );
        return new WrittenImage(config, [layer]);
    }
}
