namespace Phederation.Images.Linting;

/// <summary>A rule that Dockerfiles are held to.</summary>
/// <param name="Id">The stable name: PHD1… what must hold, PHD2… correctness, PHD3… hygiene, PHD9… waivers.</param>
/// <param name="Name">The same in words without blanks, for programs that show it.</param>
/// <param name="Severity">How much a finding counts.</param>
/// <param name="Title">What is found, in a few words.</param>
/// <param name="Why">What it leads to.</param>
/// <param name="Mend">What to write instead.</param>
public sealed record LintRule(string Id, string Name, LintSeverity Severity, string Title, string Why, string Mend);
