using Phederation.Fuzzing.Oracles.Access;
using Phederation.Fuzzing.Oracles.Fhir;
using Phederation.Fuzzing.Oracles.Fhir.Searching;
using Phederation.Fuzzing.Oracles.Http;
using Phederation.Fuzzing.Oracles.Leaks;
using Phederation.Fuzzing.Oracles.Life;
using Phederation.Fuzzing.Oracles.Sql;
using Phederation.Fuzzing.Oracles.State;

namespace Phederation.Fuzzing.Oracles;

/// <summary>The oracles, by what they are for. A campaign takes those of HTTP and of life for every target, and those of its model.</summary>
public static class OracleSets
{
    /// <summary>What every HTTP service owes, and what the life of a target says.</summary>
    /// <param name="homes">The addresses that the target is known by; redirections to them stay at home. None judges no redirection.</param>
    public static IReadOnlyList<IOracle> Http(params IReadOnlyList<Uri> homes) =>
        [
            new CrashOracle(),
            new RestartOracle(),
            new OutOfMemoryOracle(),
            new RecoveryOracle(),
            new ExitCodeOracle(),
            new SurvivalOracle(),
            new ServerErrorOracle(),
            new HangOracle(),
            new BrokenAnswerOracle(),
            new LatencyOracle(),
            new StackTraceOracle(),
            new EngineTextOracle(),
            new SqlTextOracle(),
            new FilePathOracle(),
            new SecretOracle(),
            new DefaultPageOracle(),
            new ContentTypeOracle(),
            new NoBodyOracle(),
            new HeadOracle(),
            new ConditionalReadOracle(),
            new AllowOracle(),
            new ChallengeOracle(),
            new ContentLengthOracle(),
            new SingleHeaderOracle(),
            new RedirectOracle(homes),
            new CorsOracle(),
            new SniffingOracle(),
            new ValidRefusedOracle(),
            new InvalidAcceptedOracle(),
            new StrangerOracle(),
            new AnonymousOracle(),
            new DeniedContentOracle(),
            new SqlLiteralOracle(),
        ];

    /// <summary>What a FHIR R4 server owes beyond.</summary>
    public static IReadOnlyList<IOracle> Fhir() =>
        [
            .. State(ServiceRules.Fhir, isFhir: true),
            new ErrorOutcomeOracle(),
            new FhirContentTypeOracle(),
            new VersionTagOracle(),
            new TransactionAtomicOracle(ServiceRules.Fhir),
            new TransactionWholeOracle(),
            new BundleAnswerOracle(),
            new SearchPostOracle(),
            new SearchAndOracle(),
            new SearchOrOracle(),
            new SearchNotOracle(),
            new SearchMissingOracle(),
            new SearchPagesOracle(),
            new SearchCountZeroOracle(),
            new SearchSortOracle(),
            new CreateSearchOracle(),
            new DeleteSearchOracle(),
            new AccessSearchOracle(),
        ];

    /// <summary>What any other service with resources owes beyond.</summary>
    /// <param name="hasProblems">Whether it promises problem documents (RFC 9457) for errors.</param>
    public static IReadOnlyList<IOracle> Rest(bool hasProblems) =>
        [.. State(ServiceRules.Rest, isFhir: false), .. hasProblems ? (IOracle[])[new ProblemOracle()] : []];

    private static IOracle[] State(ServiceRules rules, bool isFhir) =>
        [
            new CreatedOracle(isFhir),
            new ReadAfterCreateOracle(),
            new RoundTripOracle(rules),
            new VersionOracle(),
            new DeletedOracle(isFhir),
            new FailedCreateOracle(rules),
            new FailedUpdateOracle(rules),
            new IdempotentPutOracle(rules),
            new IfMatchOracle(rules),
            new AccessEffectOracle(rules),
        ];
}
