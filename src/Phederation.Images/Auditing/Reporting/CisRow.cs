namespace Phederation.Images.Auditing.Reporting;

/// <summary>A check of the CIS Docker Benchmark 1.6 and what an audit says of it.</summary>
/// <param name="Id">Such as "4.1".</param>
/// <param name="Title">What it asks.</param>
/// <param name="Result"><c>pass</c>, <c>fail</c>, <c>note</c> (found, but within what is allowed), or <c>elsewhere</c>: it is no property of an image.</param>
/// <param name="Checks">Our checks that answer it.</param>
public sealed record CisRow(string Id, string Title, string Result, IReadOnlyList<string> Checks);
