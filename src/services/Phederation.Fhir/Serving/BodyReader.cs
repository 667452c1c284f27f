using System.Buffers;
using Microsoft.AspNetCore.Http;
using Phederation.Fhir.Outcomes;

namespace Phederation.Fhir.Serving;

/// <summary>Reads bodies up to a limit.</summary>
internal static class BodyReader
{
    /// <summary>How much longer than allowed a body may be to be read to its end all the same.</summary>
    public const int Patience = 4;

    /// <summary>
    /// Reads the body. One that is too long is read to its end and thrown away as it comes, for a client that is still sending does not hear an
    /// answer; the server itself cuts off what is longer still.
    /// </summary>
    /// <exception cref="FhirException">It is too long: 413.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, int most, CancellationToken cancellationToken)
    {
        var reader = request.BodyReader;
        var length = 0L;
        while (true)
        {
            var result = await reader.ReadAsync(cancellationToken);
            var buffer = result.Buffer;
            if (length + buffer.Length <= most && length == 0)
            {
                if (result.IsCompleted)
                {
                    var body = buffer.ToArray();
                    reader.AdvanceTo(buffer.End);
                    return body;
                }

                reader.AdvanceTo(buffer.Start, buffer.End);
                continue;
            }

            length += buffer.Length;
            reader.AdvanceTo(buffer.End);
            if (result.IsCompleted)
            {
                throw new FhirException(413, "too-long", $"The body is longer than {most} bytes.");
            }
        }
    }
}
