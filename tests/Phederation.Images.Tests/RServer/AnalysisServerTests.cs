using System.Text.Json;

namespace Phederation.Images.Tests.RServer;

public sealed class AnalysisServerTests
{
    // The key pair that libsodium makes of the seed 1, 2 … 32.
    private const string PublicKey = "79b5562e8fe654f94078b112e8a98ba7901f853ae695bed7e0e3910bad049664";

    // Writes the scripts of a site, the list that approves them and its signature; then one script is changed.
    private const string Approve = """
        library(sodium)
        scripts <- list(
            "forever" = "run <- function(parameters, read) repeat tryCatch(repeat sum(1), error = function(e) NULL)",
            "greedy" = "run <- function(parameters, read) { x <- numeric(1e8); x[[1]] }",
            "keys" = "run <- function(parameters, read) { d <- read$prepared('cohort', 'patient'); data.frame(sex = d$patient, n = 1000) }",
            "lines" = "run <- function(parameters, read) read$prepared('cohort', c('patient', 'age'))",
            "many" = "run <- function(parameters, read) read$prepared('cohort', 'age')",
            "small" = "run <- function(parameters, read) data.frame(sex = c('female', 'male', 'other'), n = c(100, 20, 3))",
            "shell" = "run <- function(parameters, read) { system('id'); data.frame(sex = 'male', n = 100) }",
            "inner" = "run <- function(parameters, read) { .Internal(system('id', TRUE, 0L)); data.frame(sex = 'male', n = 100) }",
            "altered" = "run <- function(parameters, read) data.frame(sex = 'male', n = 100)"
        )
        seconds <- list(forever = 2)
        rows <- list(many = 50)
        entries <- lapply(names(scripts), function(name) {
            file <- file.path("/var/lib/analyses", paste0(name, ".R"))
            writeLines(scripts[[name]], file)
            list(
                name = name, title = name, file = basename(file),
                sha256 = paste(as.character(sha256(readBin(file, "raw", 1e6))), collapse = ""),
                parameters = structure(list(), names = character()),
                limits = list(seconds = if (is.null(seconds[[name]])) 60 else seconds[[name]], rows = if (is.null(rows[[name]])) 1000 else rows[[name]]),
                result = list(kind = "counts", dimensions = list(sex = list(levels = c("female", "male", "other"))))
            )
        })
        cat("# changed\n", file = "/var/lib/analyses/altered.R", append = TRUE)
        manifest <- charToRaw(jsonlite::toJSON(list(format = 1L, analyses = entries), auto_unbox = TRUE))
        writeBin(manifest, "/var/lib/analyses/approved.json")
        writeBin(sig_sign(manifest, sig_keygen(as.raw(1:32))), "/var/lib/analyses/approved.json.sig")
        """;

    private const string Prepare = """
        set.seed(1)
        n <- 400
        treated <- rep(0:1, n / 2)
        data <- data.frame(
            time = 1 + seq_len(n) %% 300, event = as.integer(seq_len(n) %% 3 == 0), arm = 1 + treated,
            died = as.integer(seq_len(n) %% 4 == 0), treated = as.integer(seq_len(n) %% 3 == 0), age = 40 + seq_len(n) %% 50,
            patient = paste0("Name", seq_len(n))
        )
        utils::write.csv(data, "/var/lib/distributed-analytics/cohort.csv", row.names = FALSE)
        Sys.chmod("/var/lib/distributed-analytics/cohort.csv", "0640")
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 600_000)]
    public async Task Request_without_business_is_refused_with_a_problem()
    {
        await using var server = await AnalysisServer.RunAsync(Cancellation);

        Assert.Equal(401, (await server.PostAsync("kaplan-meier", "{}", Cancellation, token: null)).Status);
        Assert.Equal(401, (await server.PostAsync("kaplan-meier", "{}", Cancellation, token: "not-the-token-at-all")).Status);
        Assert.Equal(415, (await server.PostAsync("kaplan-meier", "{}", Cancellation, type: "text/csv")).Status);
        Assert.Equal("not-approved", await server.ProblemAsync("all-rows", "{}", 404, Cancellation));
        Assert.Equal("body-malformed", await server.ProblemAsync("kaplan-meier", "{\"parameters\":", 400, Cancellation));
        Assert.Equal("body-malformed", await server.ProblemAsync("kaplan-meier", new string('[', 60_000), 400, Cancellation));
        Assert.Equal("body-malformed", await server.ProblemAsync("kaplan-meier", "{\"parameters\":{},\"code\":\"1\"}", 400, Cancellation));
        Assert.Equal("body-too-large", await server.ProblemAsync("kaplan-meier", new string(' ', 70_000), 413, Cancellation));
        Assert.Equal("parameter-refused", await server.ProblemAsync("kaplan-meier", "{}", 422, Cancellation));
        Assert.Equal(
            "parameter-refused",
            await server.ProblemAsync("kaplan-meier", """{"parameters":{"data":"../secrets"}}""", 422, Cancellation)
        );
        Assert.Equal("data-missing", await server.ProblemAsync("kaplan-meier", """{"parameters":{"data":"none"}}""", 422, Cancellation));
        Assert.Equal("database-unreachable", await server.ProblemAsync("persons-by-sex-and-age", "{}", 503, Cancellation));
        Assert.DoesNotContain(AnalysisServer.Token, await server.Container.LogAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact(Timeout = 600_000)]
    public async Task Approved_analysis_of_prepared_data_gives_aggregates()
    {
        await using var server = await AnalysisServer.RunAsync(Cancellation);
        await server.WriteAsync(Prepare, "1000:1000", Cancellation);

        var (status, model) = await server.PostAsync(
            "logistic-regression",
            """{"parameters":{"data":"cohort","outcome":"died","predictors":["treated"]}}""",
            Cancellation
        );
        Assert.True(status == 200, model.ToString());
        Assert.Equal(400, model.GetProperty("n").GetInt32());
        Assert.Equal(100, model.GetProperty("events").GetInt32());
        Assert.Equal(
            ["(Intercept)", "treated"],
            model.GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("term").GetString())
        );

        var (_, curve) = await server.PostAsync("kaplan-meier", """{"parameters":{"data":"cohort"}}""", Cancellation);
        Assert.Equal("survival", curve.GetProperty("kind").GetString());
        Assert.All(
            curve.GetProperty("rows").EnumerateArray(),
            row =>
            {
                Assert.True(row.GetProperty("atRisk").GetInt32() >= 10);
                Assert.True(row.GetProperty("events").GetInt32() is 0 or >= 10);
            }
        );

        // An error of R that would quote a patient's name.
        var body = """{"parameters":{"data":"cohort","outcome":"died","predictors":["patient"]}}""";
        Assert.Equal("analysis-failed", await server.ProblemAsync("logistic-regression", body, 500, Cancellation));
        Assert.DoesNotContain("Name", await server.Container.LogAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact(Timeout = 600_000)]
    public async Task Analysis_of_the_site_is_held_to_its_signature_its_limits_and_its_shape()
    {
        var environment = new Dictionary<string, string> { ["ANALYSES_PUBLIC_KEY"] = PublicKey, ["RUN_MEMORY_MIB"] = "64" };
        await using var server = await AnalysisServer.RunAsync(Cancellation, environment);
        Assert.Equal("not-approved", await server.ProblemAsync("small", "{}", 404, Cancellation));
        await server.WriteAsync(Prepare, "1000:1000", Cancellation);
        await server.WriteAsync(Approve, "0:0", Cancellation);
        await server.Container.Engine.Containers.RestartAsync(server.Container.Id, cancellationToken: Cancellation);
        await server.Container.StartAsync(Cancellation);

        var (_, small) = await server.PostAsync("small", "{}", Cancellation);
        Assert.Equal(2, small.GetProperty("suppressed").GetInt32());
        var shown = small.GetProperty("rows").EnumerateArray().Where(row => row.GetProperty("n").ValueKind != JsonValueKind.Null);
        Assert.Equal(["female"], shown.Select(row => row.GetProperty("sex").GetString()));

        Assert.Equal("not-approved", await server.ProblemAsync("altered", "{}", 404, Cancellation));
        Assert.Equal("result-refused", await server.ProblemAsync("keys", "{}", 422, Cancellation));
        Assert.Equal("result-refused", await server.ProblemAsync("lines", "{}", 422, Cancellation));
        Assert.Equal("row-limit", await server.ProblemAsync("many", "{}", 422, Cancellation));
        Assert.Equal("memory-limit", await server.ProblemAsync("greedy", "{}", 507, Cancellation));
        Assert.Equal("program-refused", await server.ProblemAsync("shell", "{}", 500, Cancellation));
        Assert.Equal("analysis-failed", await server.ProblemAsync("inner", "{}", 500, Cancellation));

        // It catches its own time limit: it is killed, and the places of two such runs are free again.
        var runs = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => server.PostAsync("forever", "{}", Cancellation)));
        Assert.Contains(429, runs.Select(run => run.Status));
        Assert.Contains(504, runs.Select(run => run.Status));
        Assert.Equal(200, (await server.PostAsync("small", "{}", Cancellation)).Status);
    }
}
