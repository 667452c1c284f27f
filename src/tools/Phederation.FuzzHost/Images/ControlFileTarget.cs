using System.Text;
using Phederation.Images.Packages;
using Phederation.ParserFuzzing.Targets;

namespace Phederation.FuzzHost.Images;

/// <summary>Debian control data; lines that are none are left out, nothing is refused. A field that is set is read again.</summary>
internal sealed class ControlFileTarget : IFuzzTarget
{
    public string Name => "debian-control";

    public IReadOnlyList<Type> Code => [typeof(ControlParagraph)];

    public void Run(byte[] input)
    {
        foreach (var paragraph in ControlParagraph.ReadAll(Encoding.UTF8.GetString(input)))
        {
            var again = ControlParagraph.ReadAll(paragraph.With("Fuzzed", "yes"));
            Promise.Holds(again is [{ } one] && one["fuzzed"] == "yes", "a paragraph with another field is no paragraph, or lacks it");
        }
    }

    public bool IsRefusal(Exception exception) => false;
}
