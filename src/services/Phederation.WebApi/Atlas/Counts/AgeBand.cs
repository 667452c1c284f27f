namespace Phederation.WebApi.Atlas.Counts;

/// <summary>How many persons entered at an age.</summary>
/// <param name="From">The youngest age of the band, in years; each is ten years wide.</param>
/// <param name="Women">How many of them are female.</param>
/// <param name="Men">How many are male.</param>
/// <param name="Others">How many are neither, or unknown.</param>
internal sealed record AgeBand(int From, long Women, long Men, long Others);
