using Phederation.Trust.Keys;

namespace Phederation.Trust.Tests.Keys;

/// <summary>Trust roots whose passphrases are stretched less, so that tests are quick.</summary>
internal static class TestKeys
{
    public const int Iterations = 2048;

    public static TrustKeys Local(string stateFolder) => LocalTrustRoot.OpenOrCreate(stateFolder, Iterations);
}
