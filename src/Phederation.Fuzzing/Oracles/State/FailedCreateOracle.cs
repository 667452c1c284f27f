using Phederation.Fuzzing.Scenarios;
using Phederation.Fuzzing.Scenarios.Shapes;

namespace Phederation.Fuzzing.Oracles.State;

/// <summary>A creation was refused and has made something.</summary>
/// <param name="rules">What may differ between two looks.</param>
internal sealed class FailedCreateOracle(ServiceRules rules)
    : NoEffectOracle(
        "failed-create",
        "A creation that is refused makes nothing (RFC 9110, 15.5).",
        ScenarioKinds.FailedCreate,
        FailedCreateShape.Before,
        FailedCreateShape.Create,
        FailedCreateShape.After,
        rules
    );
