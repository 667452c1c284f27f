using Phederation.Text;

namespace Phederation.Workloads.Steps;

/// <summary>One action of an <see cref="SqlStep"/>.</summary>
public sealed record SqlAction
{
    /// <summary>Where it is written.</summary>
    public required SourceLocation Location { get; init; }

    /// <summary>How it is carried out.</summary>
    public required SqlMode Mode { get; init; }

    /// <summary>The session it runs on; sessions open when first named.</summary>
    public required string Session { get; init; }

    /// <summary>The account its session opens with; null means the step's.</summary>
    public string? Account { get; init; }

    /// <summary>The statement; <c>${name}</c> stands for a captured value.</summary>
    public string Sql { get; init; } = "";

    /// <summary>The program and arguments of <see cref="SqlMode.Exec"/>.</summary>
    public IReadOnlyList<string> Argv { get; init; } = [];

    /// <summary>What <see cref="SqlMode.CopyIn"/> sends.</summary>
    public string Input { get; init; } = "";

    /// <summary>How often; its meaning is the mode's.</summary>
    public int Times { get; init; } = 1;

    /// <summary>How many connections <see cref="SqlMode.Load"/> uses.</summary>
    public int Clients { get; init; } = 1;

    /// <summary>Whether the next action doesn't wait for it.</summary>
    public bool Background { get; init; }

    /// <summary>The name under which the first column of the first row is kept for the rest of the step; null keeps nothing.</summary>
    public string? Capture { get; init; }

    /// <summary>How much of the rows is compared.</summary>
    public AnswerPart Answer { get; init; }

    /// <summary>What must come of it.</summary>
    public SqlExpectation Expect { get; init; } = SqlExpectation.Default;
}
