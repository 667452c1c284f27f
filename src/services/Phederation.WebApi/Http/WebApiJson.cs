using System.Text.Json;
using System.Text.Json.Serialization;
using Phederation.WebApi.Cohorts.Checks;
using Phederation.WebApi.Cohorts.Generation;
using Phederation.WebApi.Cohorts.Store;
using Phederation.WebApi.ConceptSets;
using Phederation.WebApi.Sources;
using Phederation.WebApi.Vocabulary;

namespace Phederation.WebApi.Http;

/// <summary>How answers are written as JSON, by generated code.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.Never
)]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(bool))]
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(List<int>))]
[JsonSerializable(typeof(List<string>))]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(Dictionary<string, List<int>>))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(ServiceInfo))]
[JsonSerializable(typeof(SourceDto))]
[JsonSerializable(typeof(List<SourceDto>))]
[JsonSerializable(typeof(Dictionary<string, SourceDto>))]
[JsonSerializable(typeof(Concept))]
[JsonSerializable(typeof(List<Concept>))]
[JsonSerializable(typeof(List<RelatedConcept>))]
[JsonSerializable(typeof(List<ConceptComparison>))]
[JsonSerializable(typeof(List<VocabularyDomain>))]
[JsonSerializable(typeof(List<VocabularyEntry>))]
[JsonSerializable(typeof(VocabularyInfo))]
[JsonSerializable(typeof(ConceptSetDto))]
[JsonSerializable(typeof(List<ConceptSetDto>))]
[JsonSerializable(typeof(List<ConceptSetItem>))]
[JsonSerializable(typeof(ExpressionDto))]
[JsonSerializable(typeof(CohortDto))]
[JsonSerializable(typeof(List<CohortDto>))]
[JsonSerializable(typeof(CheckResult))]
[JsonSerializable(typeof(CohortSqlText))]
[JsonSerializable(typeof(TranslatedSql))]
[JsonSerializable(typeof(List<GenerationInfo>))]
[JsonSerializable(typeof(InclusionReport))]
[JsonSerializable(typeof(JobExecution))]
[JsonSerializable(typeof(JobPage))]
[JsonSerializable(typeof(JobInstance))]
[JsonSerializable(typeof(PermissionIndex))]
[JsonSerializable(typeof(UserDto))]
internal sealed partial class WebApiJson : JsonSerializerContext;
