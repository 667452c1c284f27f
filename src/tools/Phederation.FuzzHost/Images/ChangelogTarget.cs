using System.Text;
using Phederation.Images.Patching;
using Phederation.ParserFuzzing.Targets;

namespace Phederation.FuzzHost.Images;

/// <summary>Debian changelogs, and the order of the versions in them.</summary>
internal sealed class ChangelogTarget : IFuzzTarget
{
    public string Name => "debian-changelog";

    public IReadOnlyList<Type> Code => [typeof(Changelog)];

    public void Run(byte[] input)
    {
        var entries = Changelog.Read(Encoding.UTF8.GetString(input));
        foreach (var (newer, older) in entries.Zip(entries.Skip(1)).Take(20))
        {
            var order = Math.Sign(DebianVersion.Compare(newer.Version, older.Version));
            Promise.Holds(order == -Math.Sign(DebianVersion.Compare(older.Version, newer.Version)), "versions have no order");
        }
    }

    public bool IsRefusal(Exception exception) => false;
}
