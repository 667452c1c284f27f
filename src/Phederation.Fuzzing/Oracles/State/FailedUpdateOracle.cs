using Phederation.Fuzzing.Scenarios;
using Phederation.Fuzzing.Scenarios.Shapes;

namespace Phederation.Fuzzing.Oracles.State;

/// <summary>A change was refused and has changed something.</summary>
/// <param name="rules">What may differ between two looks.</param>
internal sealed class FailedUpdateOracle(ServiceRules rules)
    : NoEffectOracle(
        "failed-update",
        "A change that is refused changes nothing, not even the version (RFC 9110, 15.5).",
        ScenarioKinds.FailedUpdate,
        FailedUpdateShape.Before,
        FailedUpdateShape.Update,
        FailedUpdateShape.After,
        rules
    );
