using System.IO.Pipes;

namespace Phederation.Processes.Native;

/// <summary>Looks whether a pipe holds something. Source: FIONREAD in pipe(7).</summary>
internal static unsafe class PipeContent
{
    /// <summary>Whether there is something to read; false where that can't be asked.</summary>
    public static bool HasBytes(Stream stream)
    {
        if (!OperatingSystem.IsLinux() || stream is not PipeStream pipe)
        {
            return false;
        }

        int count;
        return LibC.Control(pipe.SafePipeHandle, LibC.ControlUnreadBytes, &count) == 0 && count > 0;
    }
}
