namespace Phederation.OmopJobs.Concepts;

/// <summary>What became of a file's rows.</summary>
/// <param name="Inserted">New rows.</param>
/// <param name="Updated">Rows that were there and were different.</param>
/// <param name="Unchanged">Rows that were there already.</param>
internal sealed record LoadCount(long Inserted, long Updated, long Unchanged)
{
    /// <inheritdoc />
    public override string ToString() => $"{Inserted} new, {Updated} changed, {Unchanged} unchanged";
}
