using Phederation.Containers.Oci;

namespace Phederation.Images.Dockerfiles.Resolving;

/// <summary>Works out what a Dockerfile makes: variables filled in, paths absolute, the configuration of the image.</summary>
public static class DockerfileResolver
{
    /// <summary>What a Linux engine gives an image on nothing.</summary>
    private static readonly ImageRuntimeConfig Scratch = new()
    {
        Env = ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"],
    };

    /// <summary>All stages, in order; the last one is the image.</summary>
    /// <param name="dockerfile">The Dockerfile.</param>
    /// <param name="arguments">What the build is told for ARGs.</param>
    /// <param name="configOf">The configuration of the image that a FROM names; null for an image that is not known.</param>
    /// <exception cref="DockerfileException">A value that variables give is none: an empty image, a port that can't be.</exception>
    public static IReadOnlyList<ResolvedStage> Resolve(
        this Dockerfile dockerfile,
        IReadOnlyDictionary<string, string> arguments,
        Func<string, ImageRuntimeConfig?> configOf
    )
    {
        var global = VariableScope.Global(dockerfile, arguments);
        var stages = new List<ResolvedStage>();
        foreach (var stage in dockerfile.Stages)
        {
            var image = ImageOf(stage, global);
            var parent = stages.FindLast(earlier => earlier.Stage.IsNamed(image));
            var config =
                parent?.Config
                ?? (image == "scratch" ? Scratch : configOf(image))
                ?? throw stage.From.Image.Error($"the image '{image}' is not known; build or load it first");
            stages.Add(new StageResolver(stage, image, parent, arguments, global).Resolve(config));
        }

        return stages;
    }

    /// <summary>The image or earlier stage that a stage stands on, with the variables of its FROM filled in.</summary>
    /// <exception cref="DockerfileException">Nothing is left of it.</exception>
    public static string ImageOf(this Dockerfile dockerfile, DockerfileStage stage, IReadOnlyDictionary<string, string> arguments) =>
        ImageOf(stage, VariableScope.Global(dockerfile, arguments));

    private static string ImageOf(DockerfileStage stage, VariableScope global) =>
        stage.From.Image.Expand(name => global[name]) is { Length: > 0 } image
            ? image
            : throw stage.From.Image.Error($"'{stage.From.Image}' is empty; give the ARG before FROM a default, or the build its value");
}
