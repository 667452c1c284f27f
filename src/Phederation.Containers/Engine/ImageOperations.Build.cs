using System.Text.Json;
using Phederation.Containers.Engine.Build;
using Phederation.Containers.Engine.Models;
using Phederation.Containers.Engine.Transport;
using Phederation.Containers.Oci;

namespace Phederation.Containers.Engine;

/// <content>Building from Dockerfiles.</content>
public sealed partial class ImageOperations
{
    /// <summary>
    /// Builds an image and returns its id. Nothing is pulled that the engine already has. Cancelling ends the build. A failing step is an <see cref="EngineException"/>
    /// whose message ends with the last lines that the step wrote.
    /// </summary>
    public async Task<Digest> BuildAsync(
        EngineBuildRequest request,
        IProgress<BuildEvent>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        var call = EngineRequest.Post(Describe(request), BuildPath(request)) with
        {
            Content = new WriterContent(request.WriteContext, "application/x-tar"),
        };
        var trace = new BuildKitTrace();
        var classic = new OutputTail();
        string? imageId = null;
        try
        {
            await foreach (var line in ProgressAsync(call, cancellationToken))
            {
                imageId = line.Id switch
                {
                    "moby.buildkit.trace" => Follow(trace, line.Aux, call.Operation, progress) ?? imageId,
                    "moby.image.id" or null when line.Aux.ValueKind == JsonValueKind.Object => line.Aux.Deserialize(
                        EngineJsonContext.Default.BuiltImageId
                    )?.ID
                        ?? imageId,
                    _ => imageId,
                };
                if (line.Stream is { Length: > 0 } text)
                {
                    classic.Add(text);
                    progress?.Report(new BuildEvent(BuildEventKind.Output, "", text));
                }
            }
        }
        catch (EngineException failure)
            when (failure.Status is null && (trace.FailureOutput ?? classic.ToString()) is { Length: > 0 } output)
        {
            throw new EngineException(
                failure.Kind,
                failure.Operation,
                $"{failure.EngineMessage}\nThe step's last output:\n{output}",
                innerException: failure
            );
        }

        return Digest.TryParse(imageId, out var id)
            ? id
            : throw EngineErrors.Protocol(call.Operation, "the engine ended the build without naming the image.");
    }

    private static string Describe(EngineBuildRequest request) =>
        request.Tags.Count > 0 ? $"build {string.Join(", ", request.Tags)}" : $"build {request.Dockerfile}";

    private static string BuildPath(EngineBuildRequest request)
    {
        var path = new EngineQuery("/build")
            .Add("version", ((int)request.Version).ToString())
            .Add("dockerfile", request.Dockerfile)
            .Add("target", request.Target)
            .Add("networkmode", request.NetworkMode)
            .Add("platform", request.Platform)
            .Flag("nocache", request.NoCache)
            .Add("rm", true)
            .Add("forcerm", true);
        foreach (var tag in request.Tags)
        {
            path.Add("t", tag);
        }

        return path.Map("buildargs", request.Arguments).Map("labels", request.Labels).ToString();
    }

    private static string? Follow(BuildKitTrace trace, JsonElement aux, string operation, IProgress<BuildEvent>? progress)
    {
        try
        {
            foreach (var happened in trace.Read(aux.GetBytesFromBase64()))
            {
                progress?.Report(happened);
            }

            return null;
        }
        catch (Exception exception) when (exception is FormatException or InvalidOperationException)
        {
            throw EngineErrors.Protocol(operation, $"the builder's progress can't be read ({exception.Message}).", exception);
        }
    }

    private static Dictionary<string, string> AuthHeader(Registry.RegistryCredentials? credentials, string reference)
    {
        var auth = credentials is null
            ? new RegistryAuth()
            : new RegistryAuth
            {
                Username = credentials.User,
                Password = credentials.Password,
                ServerAddress = reference.Split('/')[0],
            };
        var json = JsonSerializer.SerializeToUtf8Bytes(auth, EngineJsonContext.Default.RegistryAuth);
        return new Dictionary<string, string> { ["X-Registry-Auth"] = Convert.ToBase64String(json).Replace('+', '-').Replace('/', '_') };
    }
}
