using System.Text.Json.Serialization;
using Phederation.Containers.Engine.Models;

namespace Phederation.Containers.Engine.Transport;

/// <summary>Source-generated JSON of the engine's wire models: the launcher is trimmed, where reflection finds nothing.</summary>
[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    MaxDepth = EngineLimits.JsonDepth,
    Converters = [typeof(EngineTimeConverter)]
)]
[JsonSerializable(typeof(EngineMessage))]
[JsonSerializable(typeof(EngineVersion))]
[JsonSerializable(typeof(EngineInfo))]
[JsonSerializable(typeof(EngineEvent))]
[JsonSerializable(typeof(CreateContainerRequest))]
[JsonSerializable(typeof(CreatedContainer))]
[JsonSerializable(typeof(ContainerDetails))]
[JsonSerializable(typeof(IReadOnlyList<ContainerSummary>))]
[JsonSerializable(typeof(ContainerStats))]
[JsonSerializable(typeof(WaitAnswer))]
[JsonSerializable(typeof(CreateExecBody))]
[JsonSerializable(typeof(StartExecBody))]
[JsonSerializable(typeof(ExecDetails))]
[JsonSerializable(typeof(ImageDetails))]
[JsonSerializable(typeof(IReadOnlyList<ImageSummary>))]
[JsonSerializable(typeof(IReadOnlyList<ImageHistoryEntry>))]
[JsonSerializable(typeof(IReadOnlyList<RemovedImage>))]
[JsonSerializable(typeof(CreateNetworkRequest))]
[JsonSerializable(typeof(CreatedNetwork))]
[JsonSerializable(typeof(NetworkDetails))]
[JsonSerializable(typeof(IReadOnlyList<NetworkDetails>))]
[JsonSerializable(typeof(NetworkConnection))]
[JsonSerializable(typeof(CreateVolumeRequest))]
[JsonSerializable(typeof(VolumeDetails))]
[JsonSerializable(typeof(VolumeList))]
[JsonSerializable(typeof(PruneAnswer))]
[JsonSerializable(typeof(ProgressLine))]
[JsonSerializable(typeof(BuiltImageId))]
[JsonSerializable(typeof(PushedTag))]
[JsonSerializable(typeof(RegistryAuth))]
internal sealed partial class EngineJsonContext : JsonSerializerContext;
