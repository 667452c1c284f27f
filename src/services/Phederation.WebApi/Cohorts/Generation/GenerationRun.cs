using Phederation.WebApi.Cohorts.Expressions;
using Phederation.WebApi.Sources;

namespace Phederation.WebApi.Cohorts.Generation;

/// <summary>A run of a generation: asked for, running or ended.</summary>
internal sealed class GenerationRun(
    long number,
    GenerationInfoId id,
    string name,
    Source source,
    CohortExpression expression,
    DateTimeOffset asked
) : IDisposable
{
    private readonly CancellationTokenSource _end = new();

    /// <summary>Its number.</summary>
    public long Number { get; } = number;

    /// <summary>Which definition on which source.</summary>
    public GenerationInfoId Id { get; } = id;

    /// <summary>The definition's name.</summary>
    public string Name { get; } = name;

    /// <summary>The source.</summary>
    public Source Source { get; } = source;

    /// <summary>The definition, as it was when it was asked for.</summary>
    public CohortExpression Expression { get; } = expression;

    /// <summary>When it was asked for.</summary>
    public DateTimeOffset Asked { get; } = asked;

    /// <summary>When it began; null while it waits.</summary>
    public DateTimeOffset? Began { get; set; }

    /// <summary>When it ended; null until then.</summary>
    public DateTimeOffset? Ended { get; set; }

    /// <summary>How it ended; null until then.</summary>
    public GenerationOutcome? Outcome { get; set; }

    /// <summary>Says that it shall end.</summary>
    public CancellationToken End => _end.Token;

    /// <summary>Ends it.</summary>
    public void Cancel() => _end.Cancel();

    /// <inheritdoc />
    public void Dispose() => _end.Dispose();
}
