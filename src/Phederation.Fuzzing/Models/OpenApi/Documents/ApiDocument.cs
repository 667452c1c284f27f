namespace Phederation.Fuzzing.Models.OpenApi.Documents;

/// <summary>What an OpenAPI document says of a service.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Version">The version of the service's interface.</param>
/// <param name="Operations">The operations, in the document's order.</param>
internal sealed record ApiDocument(string Title, string Version, IReadOnlyList<ApiOperation> Operations)
{
    /// <summary>Reads a document from a file.</summary>
    /// <exception cref="FuzzException">It can't be read, or is malformed.</exception>
    public static ApiDocument Load(string path, OpenApiLimits? limits = null)
    {
        limits ??= OpenApiLimits.Default;
        byte[] bytes;
        try
        {
            var size = new FileInfo(path).Length;
            if (size > limits.MaxBytes)
            {
                throw new FuzzException(
                    FuzzErrorKind.BadInput,
                    $"{path}:1:1: the document has {size} bytes, more than {limits.MaxBytes}.",
                    "Leave out what isn't to be fuzzed, such as examples."
                );
            }

            bytes = File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new FuzzException(FuzzErrorKind.Missing, $"{path}: there is no such file.", "Name an OpenAPI document.", error);
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException)
        {
            throw new FuzzException(FuzzErrorKind.Denied, $"{path}: the file can't be read.", "Look at its kind and mode.", error);
        }

        return DocumentReader.Read(bytes, path, limits);
    }
}
