using Phederation.Hypertext;
using Phederation.Seccomp.Evidences;

namespace Phederation.Seccomp.Review.Pages;

/// <summary>
/// How many distinct calls each phase of a service's life makes, as bars; the part of a bar in full colour are calls that no other phase makes. What only a start
/// makes could be taken away from a service that runs.
/// </summary>
internal static class PhaseChart
{
    private const double Width = 560;
    private const double Row = 30;
    private const double Left = 110;
    private const double Right = 92;

    public static Html Draw(Evidence evidence, string id)
    {
        var calls = evidence.Syscalls.Where(call => !call.ByRuntime).ToList();
        var phases = evidence
            .Steps.Select(step => step.Phase)
            .Distinct(StringComparer.Ordinal)
            .Select(phase =>
                (
                    Name: phase,
                    Distinct: calls.Count(call => call.Phases.Contains(phase)),
                    Own: calls.Count(call => call.Phases is [var only] && only == phase)
                )
            )
            .ToList();
        var most = Math.Max(1, phases.Select(phase => phase.Distinct).DefaultIfEmpty(0).Max());
        var told = string.Join("; ", phases.Select(phase => $"{phase.Name}: {phase.Distinct}, of which {phase.Own} in no other phase"));
        return Html.Of(
            $"""
            <figure class="chart"><figcaption>Distinct calls of each phase; in full colour: made in no other phase</figcaption>
            <svg viewBox="0 0 {Width} {(phases.Count * Row) + 4}" role="img" aria-labelledby="{id}">
            <title id="{id}">{told}</title>
            {phases.Select((phase, index) => Bar(phase, index))}
            </svg></figure>
            """
        );

        Html Bar((string Name, int Distinct, int Own) phase, int index)
        {
            var (y, scale) = (4 + (index * Row), (Width - Left - Right) / most);
            return Html.Of(
                $"""
                <text class="end" x="{Left - 8}" y="{y + 15}">{phase.Name}</text><rect class="all" x="{Left}" y="{y}" width="{phase.Distinct
                    * scale}" height="20"/>
                <rect class="own" x="{Left}" y="{y}" width="{phase.Own * scale}" height="20"/><text x="{Left
                    + (phase.Distinct * scale)
                    + 6}" y="{y + 15}">{phase.Distinct}{(phase.Own > 0 ? $", {phase.Own} own" : "")}</text>
                """
            );
        }
    }
}
