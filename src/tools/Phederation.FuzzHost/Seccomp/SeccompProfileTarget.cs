using Phederation.ParserFuzzing.Targets;
using Phederation.Seccomp;
using Phederation.Seccomp.Profiles;

namespace Phederation.FuzzHost.Seccomp;

/// <summary>Seccomp profiles; one profile has one form.</summary>
internal sealed class SeccompProfileTarget : IFuzzTarget
{
    public string Name => "seccomp-profile";

    public IReadOnlyList<Type> Code => [typeof(SeccompProfile)];

    public void Run(byte[] input) =>
        Promise.RoundTrip(SeccompProfile.ParseUtf8(input).ToUtf8(), bytes => SeccompProfile.ParseUtf8(bytes).ToUtf8());

    public bool IsRefusal(Exception exception) => exception is SeccompFormatException;
}
