namespace Phederation.Trust;

/// <summary>Figures that signers and verifiers share.</summary>
internal static class TrustDefaults
{
    /// <summary>How far two machines' clocks may be apart before something counts as expired or not yet made.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(10);
}
