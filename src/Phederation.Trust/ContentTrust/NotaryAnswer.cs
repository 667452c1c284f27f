namespace Phederation.Trust.ContentTrust;

/// <summary>How a trust server took a publication.</summary>
/// <param name="IsAccepted">It holds what was sent; otherwise somebody else published in between, or it could not store it.</param>
/// <param name="Words">What it said when it did not accept.</param>
internal sealed record NotaryAnswer(bool IsAccepted, string Words)
{
    public static NotaryAnswer Accepted { get; } = new(true, "");

    public static NotaryAnswer Outdated(string words) => new(false, words);
}
