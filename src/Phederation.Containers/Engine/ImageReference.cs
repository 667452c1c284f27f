namespace Phederation.Containers.Engine;

/// <summary>References such as "127.0.0.1:5000/honeur/postgres:15.1": the port's colon is not the tag's.</summary>
internal static class ImageReference
{
    public static (string Repository, string? Tag) SplitTag(string reference)
    {
        var colon = reference.LastIndexOf(':');
        return colon > reference.LastIndexOf('/') ? (reference[..colon], reference[(colon + 1)..]) : (reference, null);
    }
}
