using System.Text;
using Phederation.ParserFuzzing.Targets;
using Phederation.Trust.Keys;

namespace Phederation.FuzzHost.Trust;

/// <summary>Files of private keys, and what can be known of an encrypted one.</summary>
internal sealed class KeyFileTarget : IFuzzTarget
{
    public string Name => "key-file";

    public IReadOnlyList<Type> Code => [typeof(KeyFile)];

    public void Run(byte[] input)
    {
        var file = KeyFile.Parse(Encoding.UTF8.GetString(input));
        Promise.RoundTrip(
            Encoding.UTF8.GetBytes(file.Write()),
            bytes => Encoding.UTF8.GetBytes(KeyFile.Parse(Encoding.UTF8.GetString(bytes)).Write())
        );
        Pkcs8.ReadIterations(file.Der);
    }

    public bool IsRefusal(Exception exception) => exception is FormatException;
}
