using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

namespace Phederation.Text.Tests;

/// <summary>Runs properties on the same generated cases each time.</summary>
internal static class Properties
{
    // The second number of a seed has to be odd.
    private const ulong Seed = 20260131;
    private const ulong Gamma = 9973;

    public static void Hold<T>(Gen<T> cases, Action<T> property, int count = 1000)
    {
        var replay = FSharpOption<Replay>.Some(new Replay(new Rnd(Seed, Gamma), FSharpOption<int>.None));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(count).WithReplay(replay), Prop.ForAll(cases.ToArbitrary(), property));
    }
}
