namespace Phederation.Images.Linting.Checks;

/// <summary>Looks for what some rules are about.</summary>
internal interface ILintCheck
{
    /// <summary>The findings in any order.</summary>
    IEnumerable<LintFinding> Run(LintSubject subject);
}
