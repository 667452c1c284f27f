namespace Phederation.WebApi.Cohorts.Sql;

/// <summary>The statements that make a cohort, in their order; they belong into one transaction.</summary>
/// <param name="Statements">The statements.</param>
/// <param name="Texts">The texts that they name.</param>
internal sealed record CohortScript(IReadOnlyList<string> Statements, SqlTexts Texts)
{
    /// <summary>All of it as one text, to read and to run elsewhere.</summary>
    public override string ToString() => Texts.WriteOut(string.Concat(Statements.Select(statement => statement + ";\n\n")));
}
