using Phederation.Fuzzing.Models;
using Phederation.Fuzzing.Oracles;
using Phederation.Fuzzing.Sending;

namespace Phederation.Fuzz.Commands;

/// <summary>The oracles of a campaign: those of every service, and those of the model.</summary>
internal static class CampaignOracles
{
    /// <summary>The oracles for a model and a target.</summary>
    public static IReadOnlyList<IOracle> Of(IServiceModel model, FuzzTarget target) => [.. OracleSets.Http(target.Base), .. model.Oracles];
}
