using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Phederation.Testing.Upstream;

// What stands behind a proxy under test: it tells what reached it, speaks WebSocket, and can be slow or talkative.
var builder = WebApplication.CreateSlimBuilder();
builder.WebHost.UseUrls("http://0.0.0.0:8080");
builder.WebHost.ConfigureKestrel(server => server.Limits.MaxRequestBodySize = null);
builder.Logging.ClearProviders();
var app = builder.Build();
app.UseWebSockets();
app.Run(context => Answers.For(context.Request.Path.Value ?? "")(context));
await app.RunAsync();
