using Phederation.Fuzzing.Scenarios;
using Phederation.Fuzzing.Scenarios.Shapes;

namespace Phederation.Fuzzing.Oracles.State;

/// <summary>A transaction was refused and a part of it was done.</summary>
/// <param name="rules">What may differ between two looks.</param>
internal sealed class TransactionAtomicOracle(ServiceRules rules)
    : NoEffectOracle(
        "transaction",
        "A transaction is done whole or not at all (FHIR R4, RESTful API, batch/transaction).",
        ScenarioKinds.TransactionAtomic,
        TransactionAtomicShape.Before,
        TransactionAtomicShape.Transaction,
        TransactionAtomicShape.After,
        rules
    );
