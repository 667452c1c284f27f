using Phederation.ParserFuzzing.Sharing;
using Phederation.ParserFuzzing.Targets;

namespace Phederation.ParserFuzzing.Hosting;

/// <summary>Runs a target on one input and says how it ended.</summary>
internal sealed class InputRunner(IFuzzTarget target)
{
    /// <summary>Runs one input.</summary>
    /// <param name="input">The bytes.</param>
    /// <param name="memoryBound">How much it may allocate, in bytes.</param>
    public InputRun Run(byte[] input, long memoryBound)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var (status, error) = Try(input);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        return status is InputStatus.Taken or InputStatus.Refused && allocated > memoryBound
            ? new InputRun(InputStatus.TookMemory, error, allocated)
            : new InputRun(status, error, allocated);
    }

    private (InputStatus Status, Exception? Error) Try(byte[] input)
    {
        try
        {
            target.Run(input);
            return (InputStatus.Taken, null);
        }
        catch (OutOfMemoryException exception)
        {
            return (InputStatus.TookMemory, exception);
        }
        catch (Exception exception) when (exception is not BrokenPromiseException && target.IsRefusal(exception))
        {
            return (InputStatus.Refused, exception);
        }
#pragma warning disable CA1031 // Whatever a parser throws is what is looked for.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return (InputStatus.Threw, exception);
        }
    }
}
