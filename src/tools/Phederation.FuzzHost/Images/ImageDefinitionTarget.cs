using Phederation.Images;
using Phederation.Images.Catalogue;
using Phederation.ParserFuzzing.Targets;
using Phederation.Text;

namespace Phederation.FuzzHost.Images;

/// <summary>The <c>image.toml</c> of an image that anybody may hand in.</summary>
internal sealed class ImageDefinitionTarget : IFuzzTarget
{
    public string Name => "image-definition";

    public IReadOnlyList<Type> Code => [typeof(ImageDefinition)];

    public void Run(byte[] input) => ImageDefinitionReader.Read(Toml.ParseUtf8(input, "/fuzzed/demo/image.toml"), "/fuzzed/demo");

    public bool IsRefusal(Exception exception) => exception is TomlException or ImageException { Fault: ImageFault.BadDefinition };
}
