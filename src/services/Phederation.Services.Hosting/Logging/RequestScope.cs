namespace Phederation.Services.Hosting.Logging;

/// <summary>What ties the log's lines of one request together.</summary>
/// <param name="Id">The request's id, as the entry of the site gave it.</param>
internal sealed record RequestScope(string Id);
