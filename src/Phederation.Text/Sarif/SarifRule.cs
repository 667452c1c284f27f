namespace Phederation.Text.Sarif;

/// <summary>A rule that results refer to.</summary>
/// <param name="Id">The stable id.</param>
/// <param name="Name">The same in words, without blanks.</param>
/// <param name="Level">The level of its results.</param>
/// <param name="Title">What is found.</param>
/// <param name="Why">What it leads to.</param>
/// <param name="Help">How to mend it.</param>
public sealed record SarifRule(string Id, string Name, SarifLevel Level, string Title, string Why, string Help);
