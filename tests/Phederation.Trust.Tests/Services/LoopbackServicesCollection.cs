namespace Phederation.Trust.Tests.Services;

/// <summary>Tests that share one set of services, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class LoopbackServicesCollection : ICollectionFixture<LoopbackServices>
{
    public const string Name = "loopback services";
}
