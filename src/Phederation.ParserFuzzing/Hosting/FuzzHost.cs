using System.Net.Sockets;
using Phederation.ParserFuzzing.Hosting.Afl;
using Phederation.ParserFuzzing.Instrumenting;
using Phederation.ParserFuzzing.Sharing;
using Phederation.ParserFuzzing.Targets;

namespace Phederation.ParserFuzzing.Hosting;

/// <summary>The child program's whole work: it is the engine's child, AFL's fork server, or runs one input for a person.</summary>
public static class FuzzHost
{
    // A thread of a server may have no more; a parser that needs more would end it.
    private const int StackSize = 1 << 20;
    private const int Done = 0;
    private const int WrongUsage = 2;
    private const int Faulty = 8;

    /// <summary>Runs the program; returns its exit code: 0, 2 for a wrong command line, 8 where a fault shows.</summary>
    /// <param name="arguments">
    /// <c>--list</c>; <c>TARGET</c> (under afl-fuzz, or one input from the standard input); <c>TARGET FILE</c>; or what the engine and the fork server
    /// start.
    /// </param>
    /// <param name="targets">The parsers.</param>
    public static int Run(string[] arguments, IReadOnlyList<IFuzzTarget> targets)
    {
        if (arguments is ["--list"])
        {
            foreach (var target in targets)
            {
                Console.WriteLine(Describe(target));
            }

            return Done;
        }

        if (arguments is not [var name, .. var rest] || targets.FirstOrDefault(target => target.Name == name) is not { } chosen)
        {
            Console.Error.WriteLine(
                $"usage: --list, or TARGET [FILE] with one of {string.Join(", ", targets.Select(target => target.Name))}"
            );
            return WrongUsage;
        }

        return rest switch
        {
            ["--serve", var socket, var area] => OnThread(() => Serve(chosen, socket, area)),
            ["--afl-worker", var state, var input] => OnThread(() => AflWorker.Run(chosen, state, input)),
            [] when AflMemory.IsOffered => AflSupervisor.RunAsync(chosen.Name, CancellationToken.None).GetAwaiter().GetResult(),
            [] => OnThread(() => One(chosen, ReadAll(Console.OpenStandardInput()))),
            [var file] when File.Exists(file) => OnThread(() => One(chosen, File.ReadAllBytes(file))),
            _ => WrongUsage,
        };
    }

    private static TargetDescription Describe(IFuzzTarget target) =>
        new(
            target.Name,
            target.MaximumLength,
            [.. target.Code.Select(type => (type.Assembly.GetName().Name!, type.Namespace ?? "")).Distinct()]
        );

    private static int Serve(IFuzzTarget target, string socketPath, string areaPath)
    {
        using var area = SharedArea.Open(areaPath);
        UseMap(area);
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Connect(new UnixDomainSocketEndPoint(socketPath));
        new EngineSession(target, area, socket).Run();
        return Done;
    }

    private static unsafe void UseMap(SharedArea area) => Coverage.Use(area.MapPointer);

    private static int One(IFuzzTarget target, byte[] input)
    {
        var run = new InputRunner(target).Run(input, long.MaxValue);
        Console.WriteLine($"{target.Name}: {input.Length} bytes {Words(run.Status)}, {run.Allocated} bytes allocated");
        if (run.Status != InputStatus.Taken)
        {
            Console.WriteLine(run.IsFault ? run.Describe() : run.Error!.Message);
        }

        return run.IsFault ? Faulty : Done;
    }

    private static string Words(InputStatus status) =>
        status switch
        {
            InputStatus.Taken => "taken",
            InputStatus.Refused => "refused in order",
            _ => "end in a fault",
        };

    private static byte[] ReadAll(Stream stream)
    {
        using var all = new MemoryStream();
        stream.CopyTo(all);
        return all.ToArray();
    }

    private static int OnThread(Func<int> work)
    {
        var code = Done;
        var thread = new Thread(() => code = work(), StackSize);
        thread.Start();
        thread.Join();
        return code;
    }
}
