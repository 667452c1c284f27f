using Nuke.Common;
using Phederation.Fuzz;
using Phederation.Fuzzing.Models;
using Phederation.Pipeline;

/// <remarks>Fuzzing of running services. What this target has no parameter for, the program phederation-fuzz has an option for.</remarks>
internal sealed partial class Build
{
    [Parameter("The service that Fuzz asks, a base address on this machine: http://127.0.0.1:8080/fhir")]
    private readonly string? Address;

    [Parameter("What Fuzz takes the service for; phederation-fuzz run --help has the models, such as openapi:FILE (fhir)")]
    private readonly string Model = "fhir";

    [Parameter("How long Fuzz (30s) or FuzzParsers (10m, all parsers together) takes: 30s, 10m, 2h")]
    private readonly string? Budget;

    [Parameter("The seed of Fuzz and FuzzParsers: the same one makes the same campaign (1)")]
    private readonly string Seed = "1";

    private Target Fuzz =>
        _ =>
            _.Description("Sends requests to the service at --address until --budget is used up; its journal and corpus are in fuzz/")
                .Requires(() => Address)
                .Executes(async () =>
                {
                    string[] arguments = ["run", "--target", Address!, "--model", Model, "--budget", Budget ?? "30s", "--seed", Seed];
                    // Each document is a campaign of its own.
                    var name = string.Join('-', Model.Split(':', 2).Select(Path.GetFileNameWithoutExtension).Append(Seed));
                    string[] where = ["--folder", Output / "fuzz" / name, "--resume"];
                    var code = await FuzzProgram.RunAsync([.. arguments, .. where], ServiceModels.Known, Cancellation);
                    if (code != 0)
                    {
                        throw new PipelineException(code, "the campaign failed; what it found, or why, is above");
                    }
                });
}
