using Phederation.AnalyticsRemote;
using Phederation.AnalyticsRemote.Requests;
using Phederation.ParserFuzzing.Targets;
using Phederation.Services.Hosting.Json;
using Phederation.Services.Hosting.Problems;

namespace Phederation.FuzzHost.Services;

/// <summary>A study request with its envelope, as the central service hands it over.</summary>
internal sealed class StudyRequestTarget : IFuzzTarget
{
    private static readonly JsonBounds Bounds = new(Depth: 16);

    public string Name => "study-request";

    public IReadOnlyList<Type> Code => [typeof(Envelope), typeof(BoundedJson)];

    public void Run(byte[] input)
    {
        using var document = BoundedJson.Parse(input, Bounds);
        var envelope = BoundedJson.Convert(document.RootElement.Clone(), RemoteJson.Default.Envelope);
        if (RequestVerifier.Payload(envelope) is { } payload)
        {
            using var request = BoundedJson.Parse(payload, Bounds);
            BoundedJson.Convert(request.RootElement.Clone(), RemoteJson.Default.StudyRequest);
        }
    }

    public bool IsRefusal(Exception exception) => exception is ProblemException;
}
