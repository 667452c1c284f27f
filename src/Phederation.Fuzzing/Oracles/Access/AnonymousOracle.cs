namespace Phederation.Fuzzing.Oracles.Access;

/// <summary>What belongs to somebody is served to nobody.</summary>
internal sealed class AnonymousOracle()
    : ForbiddenOracle(
        "anonymous",
        "Without credentials nothing is read or changed that needs them (OWASP API2:2023, broken authentication).",
        isAnonymous: true
    );
