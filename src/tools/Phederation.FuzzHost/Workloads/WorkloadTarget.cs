using Phederation.ParserFuzzing.Targets;
using Phederation.Text;
using Phederation.Workloads;

namespace Phederation.FuzzHost.Workloads;

/// <summary>A <c>workload.toml</c> that anybody may hand in.</summary>
internal sealed class WorkloadTarget : IFuzzTarget
{
    public string Name => "workload";

    public IReadOnlyList<Type> Code => [typeof(Workload)];

    public void Run(byte[] input) => Workload.Parse(input, "fuzzed/workload.toml");

    public bool IsRefusal(Exception exception) => exception is TomlException;
}
