namespace Phederation.EndToEnd.Support;

/// <summary>The tests of one release run one after another: they share its state and the machine's engine.</summary>
[CollectionDefinition(Name)]
public sealed class ReleaseCollection : ICollectionFixture<PublishedRelease>
{
    public const string Name = "release";
}
