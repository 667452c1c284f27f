namespace Phederation.OmopJobs.Concepts;

/// <summary>A field of a line.</summary>
/// <param name="Column">Where it begins in its line, from 1.</param>
/// <param name="Text">Its text, without quotes.</param>
internal readonly record struct CsvField(int Column, string Text);
