using Phederation.Fuzzing.Oracles.Reading;

namespace Phederation.Fuzzing.Oracles.Http;

/// <summary>An answer sends the client elsewhere.</summary>
/// <param name="homes">The addresses that the target is known by.</param>
internal sealed class RedirectOracle(IReadOnlyList<Uri> homes)
    : AnswerOracle("redirect", "A redirection stays at the service, and above all doesn't go where a request says (CWE-601).")
{
    protected override Finding? Judge(RunReading run, Exchange exchange)
    {
        if (
            exchange.Answer.Status is not (301 or 302 or 303 or 307 or 308)
            || exchange.Answer.Header("Location") is not { } location
            || homes.Count == 0
            || !Uri.TryCreate(homes[0], location, out var address)
            || homes.Any(home => Authority(home) == Authority(address))
        )
        {
            return null;
        }

        var isAskedFor = Echo.Of(run, exchange).Has(address.Authority);
        return exchange.Found(
            this,
            isAskedFor ? FindingSeverity.Error : FindingSeverity.Warning,
            isAskedFor
                ? $"{exchange.Line} is sent to {address.Authority}, which the request named."
                : $"{exchange.Line} is sent to {address.Authority}.",
            isAskedFor ? "as asked" : "elsewhere"
        );
    }

    private static string Authority(Uri address) => address.GetLeftPart(UriPartial.Authority);
}
