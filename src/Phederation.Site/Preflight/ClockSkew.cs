using System.Globalization;

namespace Phederation.Site.Preflight;

/// <summary>Compares this machine's clock with the engine's, which differs when the engine runs elsewhere or in a virtual machine.</summary>
internal static class ClockSkew
{
    private static readonly TimeSpan Noticeable = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Intolerable = TimeSpan.FromSeconds(300);

    /// <summary>What to warn of; null when the clocks agree.</summary>
    /// <param name="asked">When the engine was asked, by this clock.</param>
    /// <param name="engine">What the engine's clock said; null when it said nothing.</param>
    /// <param name="answered">When its answer came, by this clock.</param>
    /// <exception cref="SiteException">They differ too much.</exception>
    public static string? Judge(DateTimeOffset asked, DateTimeOffset? engine, DateTimeOffset answered)
    {
        if (engine is not { } time)
        {
            return null;
        }

        // Between asking and the answer every time is right.
        var skew =
            time < asked ? asked - time
            : time > answered ? time - answered
            : TimeSpan.Zero;
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"the clocks of this machine and of the engine differ by {skew.TotalSeconds:0} s"
        );
        return skew >= Intolerable
                ? throw new SiteException(
                    ExitCode.GateFailed,
                    $"Wrong time: {text}.",
                    "Set both clocks, best by NTP: signatures' dates depend on them."
                )
            : skew >= Noticeable ? text
            : null;
    }
}
