namespace Phederation.Services.Hosting;

/// <summary>What differs between the services.</summary>
public sealed record ServiceOptions
{
    /// <summary>The service's name, as in its image: "user-mgmt".</summary>
    public required string Name { get; init; }

    /// <summary>Its name for people, in the description of its interface.</summary>
    public required string Title { get; init; }

    /// <summary>Its version.</summary>
    public string Version { get; init; } = "1.0.0";

    /// <summary>The part of the address that the entry of the site keeps, such as "/user-mgmt"; requests without it are answered too.</summary>
    public string PathBase { get; init; } = "";

    /// <summary>The largest content of a request, in bytes; an endpoint can set a smaller one, or a larger one by its metadata.</summary>
    public long LargestContent { get; init; } = 1024 * 1024;

    /// <summary>How long a request may take in all, unless its endpoint says otherwise.</summary>
    public TimeSpan RequestLimit { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The meters of the service itself, for /metrics.</summary>
    public IReadOnlyList<string> Meters { get; init; } = [];
}
