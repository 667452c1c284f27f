using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Phederation.Fuzzing.Exchanges;
using Phederation.Fuzzing.Oracles;
using Phederation.Fuzzing.Scenarios;

namespace Phederation.Fuzzing.Tests.Oracles;

public sealed class LeakOracleTests
{
    /// <summary>Words of which sentences about data are made, and of which leaks are made too.</summary>
    private static readonly string[] Words =
    [
        "select",
        "from",
        "where",
        "the",
        "list",
        "set",
        "update",
        "delete",
        "insert",
        "into",
        "values",
        "at",
        "line",
        "in",
        "error",
        "Error:",
        "caused",
        "by",
        "Exception",
        "password",
        "token",
        "is",
        "not",
        "a",
        "function",
        "found",
        "patient",
        "Patient",
        "name",
        "file",
        "usr",
        "lib",
        "home",
        "http://hl7.org/fhir/ValueSet/x",
        "/Patient/1/_history/2",
        "column",
        "relation",
        "exist",
        "order",
        "by",
        "type",
        "value",
        "42",
        "40213:",
        "85354-9",
        "ext-1:",
        "null",
        "object",
        "Patient.name",
        "[base]/Patient",
        "syntax",
        "key",
        "duplicate",
        "path",
        "Calls:",
        "Traceback",
        "most",
        "recent",
        "invalid",
        "format",
        "Java",
        "node",
        "\n",
        "  at",
        "—",
        "ä",
    ];

    public static TheoryData<string, string> Texts { get; } =
        new()
        {
            {
                "stack-trace",
                "java.lang.NullPointerException: null\n\tat org.ohdsi.webapi.service.CDMResultsService.get(CDMResultsService.java:112)"
            },
            { "stack-trace", "Exception in thread \"main\" org.hl7.fhir.exceptions.FHIRException: bad" },
            { "stack-trace", "Caused by: org.postgresql.util.PSQLException: ERROR" },
            {
                "stack-trace",
                "System.FormatException: bad\r\n   at System.Number.ThrowFormatException[TChar](ReadOnlySpan`1 value)\r\n   at Program.<<Main>$>g__Get|0_1(HttpContext context) in /src/Program.cs:line 12"
            },
            {
                "stack-trace",
                "TypeError: x\n    at FhirRouter.handleRequest (/app/node_modules/@medplum/fhir-router/dist/cjs/index.cjs:120:11)\n    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)"
            },
            { "stack-trace", "Error\n    at file:///app/host.mjs:12:7" },
            { "stack-trace", "Traceback (most recent call last):\n  File \"/app/main.py\", line 3, in <module>" },
            { "stack-trace", "goroutine 1 [running]:\nmain.main()" },
            { "stack-trace", "<b>Warning</b>: Undefined index in /var/www/a.php on line 3\n#0 /var/www/index.php(12): get()" },
            { "stack-trace", "app/models/patient.rb:12:in `find'" },
            { "stack-trace", "thread 'main' panicked at src/main.rs:2:5" },
            { "stack-trace", "Error in library(x) : there is no package called x\nCalls: source -> withVisible -> eval" },
            { "engine-text", "org.postgresql.util.PSQLException: ERROR: relation \"fhir.resource\" does not exist" },
            { "engine-text", "42P01: relation \"x\" does not exist\n\nPOSITION: 15" },
            { "engine-text", "23505: duplicate key value violates unique constraint \"resource_pkey\"" },
            { "engine-text", "22P02: invalid input syntax for type integer: \"a\"" },
            { "engine-text", "ERROR: invalid byte sequence for encoding \"UTF8\": 0x00 (SQLSTATE 22021)" },
            { "engine-text", "SQLSTATE[42601]: Syntax error" },
            { "engine-text", "could not execute statement; SQL [n/a]; nested exception is org.hibernate.exception.DataException" },
            { "engine-text", "ORA-00942: table or view does not exist" },
            { "engine-text", "Unclosed quotation mark after the character string 'x'." },
            { "engine-text", "Object reference not set to an instance of an object." },
            { "engine-text", "Cannot read properties of undefined (reading 'code')" },
            { "engine-text", "resource.code.find is not a function" },
            { "engine-text", "'NoneType' object has no attribute 'get'" },
            {
                "engine-text",
                "The JSON value could not be converted to System.Int32. Path: $.id | LineNumber: 0 | BytePositionInLine: 12."
            },
            { "engine-text", "Maximum call stack size exceeded" },
            { "engine-text", "FATAL: sorry, too many clients already" },
            { "sql-text", "could not prepare: SELECT r.id, r.body FROM fhir.resource r WHERE r.type = $1" },
            { "sql-text", "bad SQL grammar [select * from concept where concept_id = ?]" },
            { "sql-text", "in: insert into conceptset (name, id) values ($1, $2)" },
            { "sql-text", "update person set name = 'x' where id = 1" },
            { "sql-text", "DELETE FROM fhir.resource WHERE id = 1" },
            { "file-path", "Could not find /usr/lib/phederation/fhir-server/x" },
            { "file-path", "open /var/lib/postgresql/data: no such file" },
            { "file-path", "ENOENT: no such file or directory, open '/app/dist/config.js'" },
            { "file-path", "C:\\inetpub\\wwwroot\\web.config is missing" },
            { "secret", "-----BEGIN RSA PRIVATE KEY-----" },
            { "secret", "Host=postgres;Username=phederation;Password=hunter22;SSL Mode=Disable" },
            { "secret", "can't reach postgresql://ohdsi:hunter22@postgres:5432/OHDSI" },
            { "secret", "AKIAIOSFODNN7EXAMPLE" },
            { "secret", "POSTGRES_PASSWORD=hunter22" },
            { "secret", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhZG1pbiJ9.c2lnbmF0dXJlLW9mLXRoZS10ZXN0" },
            { "secret", "$2a$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy" },
            {
                "default-page",
                "<html><head><title>404 Not Found</title></head><body><center><h1>404 Not Found</h1></center><hr><center>nginx</center></body></html>"
            },
            {
                "default-page",
                "<!doctype html><html lang=\"en\"><head><title>HTTP Status 500 – Internal Server Error</title></head><body><h1>HTTP Status 500 – Internal Server Error</h1><hr class=\"line\" /><h3>Apache Tomcat/9.0.98</h3></body></html>"
            },
            { "default-page", "<html><body><h1>Whitelabel Error Page</h1></body></html>" },
            { "default-page", "<pre>Cannot GET /fhir/x</pre>" },
            { "default-page", "<html><body><h2>HTTP ERROR 404 Not Found</h2><hr><a>Powered by Jetty:// 9.4.44</a></body></html>" },
        };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Text_of_the_inside_is_found_in_an_error_whatever_it_is_wrapped_in(string oracle, string text)
    {
        Assert.Contains(oracle, Judge(500, text));
        Assert.Contains(
            oracle,
            Judge(500, new JsonObject { ["issue"] = new JsonArray(new JsonObject { ["diagnostics"] = text }) }.ToJsonString())
        );
        Assert.True(oracle == "default-page" || Judge(500, $"<html><pre>\n{WebUtility.HtmlEncode(text)}\n</pre></html>").Contains(oracle));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Text_that_the_client_sent_itself_is_no_leak(string oracle, string text)
    {
        Assert.DoesNotContain(oracle, Judge(400, $"Not known: {text}", sent: text));
        Assert.DoesNotContain(
            oracle,
            Judge(400, new JsonObject { ["detail"] = text }.ToJsonString(), sent: new JsonObject { ["a"] = text }.ToJsonString())
        );
        Assert.DoesNotContain(oracle, Judge(400, $"Not known: {text}", query: Uri.EscapeDataString(text)));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Text_that_somebody_stored_is_no_leak_when_it_is_read(string oracle, string text) =>
        Assert.DoesNotContain(oracle, Judge(200, new JsonObject { ["resourceType"] = "Basic", ["description"] = text }.ToJsonString()));

    [Fact]
    public void Stack_trace_of_a_success_that_stores_nothing_is_found() =>
        Assert.Contains("stack-trace", Judge(200, "{\"log\":\"Traceback (most recent call last):\"}", method: "POST"));

    [Fact]
    public void Stack_trace_of_more_than_a_line_is_found_in_what_is_read_too()
    {
        const string line = "\tat org.ohdsi.webapi.Service.get(Service.java:1)\n";
        Assert.Contains("stack-trace", Judge(200, $"{line}\tat org.ohdsi.webapi.Main.run(Main.java:2)"));
        Assert.Empty(Judge(200, line));
    }

    [Fact]
    public void Secret_is_not_repeated_in_what_is_said_of_it()
    {
        var finding = Findings(500, "Host=postgres;Username=phederation;Password=hunter22;").First(found => found.Oracle == "secret");
        Assert.DoesNotContain("hunter22", finding.Message + finding.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Resource Patient/1 is not known")]
    [InlineData("Rule ext-1: 'Must have either extensions or value[x], not both' Failed (extension.exists() != value.exists())")]
    [InlineData(
        "Unknown search parameter \"foo\" for resource type \"Patient\". Valid search parameters for this search are: [_id, _lastUpdated, active, address]"
    )]
    [InlineData("Please select one from the list where you are at home, order by name")]
    [InlineData("The value provided ('x') is not in the value set http://hl7.org/fhir/ValueSet/administrative-gender|4.0.1")]
    [InlineData("See /WebAPI/cohortdefinition/12/info and https://example.org/usr/lib/x")]
    [InlineData("concept 40213: not found; 22023: unknown; update of set = none")]
    [InlineData("expected ',' or '}' at line 3, column 17")]
    [InlineData("The id must match [A-Za-z0-9\\-\\.]{1,64}")]
    [InlineData("A password has at least 12 characters; token is missing")]
    [InlineData("null is not an object")]
    public void Words_for_people_are_no_leak(string text) => Assert.Empty(Judge(400, text));

    [Fact]
    public void Sentences_of_ordinary_words_are_no_leak() =>
        Prop.ForAll(Sentences(), sentence => Judge(400, sentence).Count == 0).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void Any_text_is_no_leak() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string>().Filter(text => text is not null), text => Judge(500, text).Count == 0)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    private static Arbitrary<string> Sentences() => Gen.ListOf(Gen.Elements(Words)).Select(words => string.Join(' ', words)).ToArbitrary();

    private static List<string> Judge(int status, string body, string? sent = null, string query = "x", string method = "GET") =>
        [.. Findings(status, body, sent, query, method).Select(finding => finding.Oracle)];

    private static List<Finding> Findings(int status, string body, string? sent = null, string query = "x", string method = "GET")
    {
        var run = Runs.Of(
            ScenarioKinds.Single,
            (
                new FuzzRequest
                {
                    Method = sent is null ? method : "POST",
                    Path = $"/Patient?name={query}",
                    ContentType = sent is null ? null : "text/plain",
                    Body = sent is null ? null : Encoding.UTF8.GetBytes(sent),
                },
                new FuzzAnswer { Status = status, Body = Encoding.UTF8.GetBytes(body) }
            )
        );
        string[] leaks = ["stack-trace", "engine-text", "sql-text", "file-path", "secret", "default-page"];
        return [.. OracleSets.Http().Where(oracle => leaks.Contains(oracle.Name)).SelectMany(oracle => oracle.Judge(run))];
    }
}
