namespace Phederation.Site.Lifecycle;

/// <summary>A service after it was brought up.</summary>
/// <param name="Service">Its name.</param>
/// <param name="Change">What was done.</param>
/// <param name="Addresses">Where it answers on this machine, "127.0.0.1:5444".</param>
public sealed record ServiceUp(string Service, ServiceChange Change, IReadOnlyList<string> Addresses);
