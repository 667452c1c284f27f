using System.Buffers;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Phederation.Fuzzing.Generating;
using Phederation.Fuzzing.Generating.Fhir;

namespace Phederation.Benchmarks.Fuzzing;

/// <summary>How fast valid resources of all types are made, on one core, against System.Text.Json reading and writing the same resources.</summary>
internal static class GeneratorBenchmark
{
    private const int Resources = 146 * 200;

    /// <summary>Measures and prints.</summary>
    public static void Run(int rounds, CancellationToken cancellationToken)
    {
        var buffer = new ArrayBufferWriter<byte>(64 * 1024);
        var bodies = new List<byte[]>();
        var generator = new FhirGenerator(new FuzzRandom(1));
        for (var at = 0; at < Resources; at++)
        {
            bodies.Add(FhirText.Bytes(generator.Resource(FhirGenerator.Types[at % FhirGenerator.Types.Count])));
        }

        var bytes = bodies.Average(body => body.Length);
        var made = new List<double>();
        var read = new List<double>();
        // The first round is for the compiler.
        for (var round = 0; round <= rounds; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            generator = new FhirGenerator(new FuzzRandom(1));
            var generating = Rate(at => generator.Resource(FhirGenerator.Types[at % FhirGenerator.Types.Count]), buffer);
            var reading = Rate(at => JsonNode.Parse(bodies[at])!, buffer);
            if (round > 0)
            {
                made.Add(generating);
                read.Add(reading);
            }
        }

        Figures.Ratio("resources generated and written, against read and written", made, read, "aim: at least 0.5");
        var rate = made.Order().ElementAt(made.Count / 2);
        Figures.Single("resources generated and written on one core, /s", $"{rate:0}", "aim: at least 20000");
        Figures.Single("the same in MB/s", $"{rate * bytes / 1e6:0.0}", $"{bytes:0} bytes each");
    }

    /// <summary>How many are made and written a second.</summary>
    private static double Rate(Func<int, JsonNode> make, ArrayBufferWriter<byte> buffer)
    {
        var watch = Stopwatch.StartNew();
        for (var at = 0; at < Resources; at++)
        {
            buffer.ResetWrittenCount();
            FhirText.Write(make(at), buffer);
        }

        return Resources / watch.Elapsed.TotalSeconds;
    }
}
