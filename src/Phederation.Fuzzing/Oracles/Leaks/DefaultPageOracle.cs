using System.Text.RegularExpressions;

namespace Phederation.Fuzzing.Oracles.Leaks;

/// <summary>A page that the web server or the framework brings for itself.</summary>
internal sealed partial class DefaultPageOracle()
    : LeakOracle(
        "default-page",
        "Errors are the service's own: no default page of a server or framework, which names it with its version (CWE-756).",
        FindingSeverity.Note,
        [
            new LeakPattern("nginx", Nginx()),
            new LeakPattern("Tomcat", Tomcat()),
            new LeakPattern("Apache", Apache()),
            new LeakPattern("other", Others()),
        ],
        isErrorOnly: true
    )
{
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase;

    [GeneratedRegex(@"<center>(nginx|openresty)(/[0-9.]+)?</center>", Options)]
    private static partial Regex Nginx();

    [GeneratedRegex(@"<h[13]>(Apache Tomcat/[0-9.]+|HTTP Status [0-9]{3} [^<]{1,80})</h[13]>", Options)]
    private static partial Regex Tomcat();

    [GeneratedRegex(@"<address>Apache/[^<]{1,120}</address>|<p>Additionally, a [0-9]{3} [^<]{1,60}error was encountered", Options)]
    private static partial Regex Apache();

    [GeneratedRegex(
        @"Whitelabel Error Page|Powered by Jetty://|<h2>HTTP ERROR [0-9]{3}|<title>IIS [0-9.]+ Detailed Error|<pre>Cannot (GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) /|Werkzeug Debugger|<title>[^<]{0,100}// Werkzeug|You're seeing this error because you have <code>DEBUG = True|<title>Developer Exception Page|An unhandled exception occurred while processing the request|<hr><center>(haproxy|cloudflare)|<h1>Error response</h1>",
        Options
    )]
    private static partial Regex Others();
}
