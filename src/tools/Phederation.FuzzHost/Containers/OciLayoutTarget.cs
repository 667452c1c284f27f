using Phederation.Containers.Oci;
using Phederation.ParserFuzzing.Targets;

namespace Phederation.FuzzHost.Containers;

/// <summary>A folder with an image layout: the input is the marker file's line, then the index, of which everything is read that it names.</summary>
internal sealed class OciLayoutTarget : IFuzzTarget
{
    private static readonly string Folder = Directory.CreateTempSubdirectory("phederation-fuzz-layout-").FullName;

    public OciLayoutTarget() => AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(Folder, recursive: true);

    public string Name => "oci-layout";

    public IReadOnlyList<Type> Code => [typeof(OciLayout)];

    public void Run(byte[] input)
    {
        var end = input.AsSpan().IndexOf((byte)'\n');
        File.WriteAllBytes(Path.Combine(Folder, "oci-layout"), end < 0 ? input : input[..end]);
        File.WriteAllBytes(Path.Combine(Folder, "index.json"), end < 0 ? [] : input[(end + 1)..]);
        ReadAsync().GetAwaiter().GetResult();
    }

    public bool IsRefusal(Exception exception) => exception is OciException;

    private static async Task ReadAsync()
    {
        var layout = await OciLayout.OpenAsync(Folder);
        await layout.VerifyAsync(layout.Find().Digest);
    }
}
