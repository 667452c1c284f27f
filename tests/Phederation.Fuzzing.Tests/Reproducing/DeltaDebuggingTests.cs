using FsCheck;
using FsCheck.Fluent;
using Phederation.Fuzzing.Reproducing;

namespace Phederation.Fuzzing.Tests.Reproducing;

public sealed class DeltaDebuggingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void What_remains_shows_it_and_nothing_of_it_can_be_left_out()
    {
        Prop.ForAll<int[], int>(
                (noise, seed) =>
                {
                    int[] needed = [.. Enumerable.Range(1000, 1 + (Math.Abs(seed % 5)))];
                    var items = noise.Concat(needed).OrderBy(item => HashCode.Combine(item, seed)).ToList();
                    var calls = 0;
                    bool Shows(IReadOnlyList<int> part)
                    {
                        calls++;
                        return needed.All(part.Contains);
                    }

                    var smallest = Minimise(items, Shows, () => false);

                    Assert.Equal(needed, smallest.Order());
                    Assert.True(calls <= (items.Count * items.Count) + (3 * items.Count) + 2, $"{calls} calls for {items.Count} items");
                    return true;
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void What_shows_itself_without_anything_becomes_nothing() => Assert.Empty(Minimise([1, 2, 3], _ => true, () => false));

    [Fact]
    public void Stop_keeps_the_smallest_that_was_found()
    {
        var calls = 0;
        var smallest = Minimise([.. Enumerable.Range(0, 64)], part => ++calls > 0 && part.Contains(7), () => calls >= 5);

        Assert.Contains(7, smallest);
        Assert.True(smallest.Count < 64);
        Assert.True(calls <= 5);
    }

    [Fact]
    public void Parts_that_depend_on_each_other_are_kept_in_order()
    {
        // A pair in this order: as a scenario that needs an earlier one.
        var smallest = Minimise(
            [5, 3, 9, 1, 8, 2],
            part => part.ToList() is var list && list.IndexOf(3) >= 0 && list.IndexOf(2) > list.IndexOf(3),
            () => false
        );

        Assert.Equal([3, 2], smallest);
    }

    private static IReadOnlyList<int> Minimise(IReadOnlyList<int> items, Func<IReadOnlyList<int>, bool> shows, Func<bool> isOver) =>
        DeltaDebugging.MinimiseAsync(items, (part, _) => Task.FromResult(shows(part)), isOver, Token).GetAwaiter().GetResult();
}
