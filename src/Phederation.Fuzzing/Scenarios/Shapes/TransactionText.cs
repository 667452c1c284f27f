using System.Text.Json.Serialization;

namespace Phederation.Fuzzing.Scenarios.Shapes;

/// <summary>How texts of a transaction are written.</summary>
[JsonSerializable(typeof(string))]
internal sealed partial class TransactionText : JsonSerializerContext;
