using System.Text.Json.Serialization;
using Phederation.AnalyticsRemote.Analyses;
using Phederation.AnalyticsRemote.Central;
using Phederation.AnalyticsRemote.Journal;
using Phederation.AnalyticsRemote.Requests;

namespace Phederation.AnalyticsRemote;

/// <summary>How what is exchanged and kept is read and written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UseStringEnumConverter = true
)]
[JsonSerializable(typeof(PendingRequests))]
[JsonSerializable(typeof(StudyRequest))]
[JsonSerializable(typeof(Answer))]
[JsonSerializable(typeof(JournalRecord))]
[JsonSerializable(typeof(AnalysisRun))]
internal sealed partial class RemoteJson : JsonSerializerContext;
