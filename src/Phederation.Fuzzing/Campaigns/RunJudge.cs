using Phederation.Fuzzing.Oracles;
using Phederation.Fuzzing.Scenarios;

namespace Phederation.Fuzzing.Campaigns;

/// <summary>Asks all oracles. One that fails is a fault of ours: it is told, and the campaign goes on without its word.</summary>
internal sealed class RunJudge(IReadOnlyList<IOracle> oracles, Action<string> notice)
{
    private readonly HashSet<string> _failed = [];

    /// <summary>What they find, oracle by oracle.</summary>
    public IReadOnlyList<Finding> Judge(ScenarioRun run)
    {
        List<Finding>? found = null;
        foreach (var oracle in oracles)
        {
            try
            {
                foreach (var finding in oracle.Judge(run))
                {
                    (found ??= []).Add(finding);
                }
            }
#pragma warning disable CA1031 // Whatever an oracle stumbles over in an answer must not end a campaign of hours.
            catch (Exception error)
#pragma warning restore CA1031
            {
                if (_failed.Add(oracle.Name))
                {
                    notice($"The oracle {oracle.Name} failed in the scenario {run.Scenario.Number}, perhaps in others: {error.Message}");
                }
            }
        }

        return found ?? (IReadOnlyList<Finding>)[];
    }
}
