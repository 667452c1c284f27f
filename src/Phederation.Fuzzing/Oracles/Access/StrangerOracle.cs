namespace Phederation.Fuzzing.Oracles.Access;

/// <summary>What belongs to one is served to another.</summary>
internal sealed class StrangerOracle()
    : ForbiddenOracle(
        "stranger",
        "Nobody reads or changes another patient's data (OWASP API1:2023, broken object level authorisation).",
        isAnonymous: false
    );
